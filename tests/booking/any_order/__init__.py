"""Many people and their times, in any order; what differs is shown in helpers too."""

import pytest

pytest.register_assert_rewrite(f"{__name__}.people", f"{__name__}.ledger")
