"""Which services an office shows, and how one gets an appointment for each."""

from collections.abc import Iterator
from dataclasses import dataclass

from offices.models import Access
from offices.pilot.reading import Row

# No desk is needed for these, so an authority with several offices shows them once.
WITHOUT_A_VISIT = {Access.WRITTEN, Access.ELSEWHERE}


@dataclass(frozen=True)
class Offer:
    """A service at an office, the way to it, and the labels of the desks that serve it."""

    office: Row
    service: Row
    access: Row
    desks: tuple[str, ...]


def offers(authority: Row, services: list[Row]) -> Iterator[Offer]:
    """Every service the authority's access knows, at each office that handles it.

    What nobody visits, or no office has a desk for, stands once: at the main (first) office.
    """
    main = authority["offices"][0]
    for service in services:
        if authority["slug"] not in service.get("offered_only_at", [authority["slug"]]):
            continue
        handling = [o for o in authority["offices"] if handles(o, service)]
        if way(authority, main, service)["mode"] in WITHOUT_A_VISIT:
            # Unless an office of its own opens what the authority otherwise does not do.
            handling = [main, *(o for o in handling if way_at(o, service) and o is not main)]
        for office in handling or [main]:
            yield offer(authority, office, service)


def offer(authority: Row, office: Row, service: Row) -> Offer:
    access = way(authority, office, service)
    desks = [] if access["mode"] == Access.ELSEWHERE else office["desks"]
    labels = [desk["label"] for desk in desks if names(desk["serves"], service)]
    return Offer(office, service, access, tuple(labels))


def handles(office: Row, service: Row) -> bool:
    """Say whether the service is done at this office, by its list or else by its desks."""
    if names(office.get("offers_except", []), service):
        return False
    served = [name for desk in office["desks"] for name in desk["serves"]]
    return names(office.get("offers", served), service)


def names(listed: list[str], service: Row) -> bool:
    """Say whether a list of groups and services has this one in it."""
    return service["slug"] in listed or service["group"] in listed


def way(authority: Row, office: Row, service: Row) -> Row:
    """The office's own rule before the authority's; in each, the service before its group."""
    found = way_at(office, service) or way_at(authority, service)
    assert found is not None, f"{authority['slug']} says nothing of {service['slug']}"  # noqa: S101
    return found


def way_at(place: Row, service: Row) -> Row | None:
    found: Row | None = place["access"].get(service["slug"]) or place["access"].get(
        service["group"]
    )
    return found
