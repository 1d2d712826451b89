-- For wrk: ask for the given paths in turn, everybody from an address of their own, and tell
-- what came back as one line of JSON.
local paths, turn, headers = {}, 0, {}

function init(args)
  for number = 1, #args do paths[number] = args[number] end
  for name, value in pairs(wrk.headers) do headers[name] = value end
end

function request()
  turn = turn + 1
  headers["X-Forwarded-For"] = string.format(
    "10.%d.%d.%d", math.random(0, 255), math.random(0, 255), math.random(1, 254))
  return wrk.format("GET", paths[turn % #paths + 1], headers)
end

function done(summary, latency)
  local errors = summary.errors
  io.stderr:write(string.format(
    '{"answers": %d, "seconds": %f, "p50": %f, "p95": %f, "longest": %f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(95) / 1e3, latency.max / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
