/** HAProxy, which asks other servers from Lua only: a configuration, and the action it loads. */
import { IDENTITY_HEADERS, PROXY_TOKEN_HEADER } from '../../src-shared/contract/forward-auth.ts';
import type { GatewayPlan } from './gateway-plan.ts';
import { gatewayProblem } from './gateway-problem.ts';

export function haproxyGateway(plan: GatewayPlan): string {
  return `# HAProxy 2.6 or newer, with Lua, in front of ${plan.upstream.text}. The action it loads is printed by the same command with --part lua.
global
    lua-load /etc/haproxy/keywright.lua

defaults
    mode http
    timeout connect 2s
    timeout client 30s
    timeout server 30s
    timeout http-request 5s

frontend api
    bind ${plan.listen.text}
    # Away with what only the gateway may say.
    http-request del-header x-keywright- -m beg
    http-request del-header x-forwarded- -m beg
    http-request lua.keywright
    # The service learns who calls, and never sees the key.
    http-request del-header authorization
    http-request del-header x-api-key
    http-request set-header x-forwarded-for %[src]
    default_backend service

backend service
    server service ${plan.upstream.text}
`;
}

export function haproxyAction(plan: GatewayPlan): string {
  const away = gatewayProblem('store/unavailable', 'The key cannot be verified now');
  return `-- /etc/haproxy/keywright.lua: asks Keywright for every request. It holds the proxy token: keep it readable by HAProxy alone.
local URL = "http://${plan.server.text}${plan.question}"
local PASSED_ON = { "authorization", "x-api-key", "origin" }
local IDENTITY = { ${IDENTITY_HEADERS.map((name) => `"${name.toLowerCase()}"`).join(', ')} }
local TOLD = { "www-authenticate", "retry-after", "ratelimit", "ratelimit-policy", "content-type", "cache-control", "x-keywright-decision-id" }

-- HAProxy counts the values of a header from 0.
local function values(header)
    local list = {}
    local index = 0
    while header ~= nil and header[index] ~= nil do
        list[#list + 1] = header[index]
        index = index + 1
    end
    return list
end

local function answer(txn, status, headers, body)
    txn:done(txn:reply({ status = status, headers = headers, body = body }))
end

core.register_action("keywright", { "http-req" }, function(txn)
    local sent = txn.http:req_get_headers()
    local question = {
        ["host"] = { "${plan.server.text}" },
        ["${PROXY_TOKEN_HEADER.toLowerCase()}"] = { "${plan.proxyToken}" },
        ["x-forwarded-method"] = { txn.sf:method() },
        ["x-forwarded-uri"] = { txn.sf:pathq() },
        ["x-forwarded-for"] = { tostring(txn.sf:src()) },
    }
    for _, name in ipairs(PASSED_ON) do
        local list = values(sent[name])
        if #list > 0 then question[name] = list end
    end
    local result = core.httpclient():get({ url = URL, headers = question, timeout = 3000 })
    if result == nil or result.status == nil or result.status < 200 then
        local headers = { ["content-type"] = { "application/problem+json" }, ["retry-after"] = { "1" } }
        return answer(txn, 503, headers, '${away}')
    end
    if result.status == 200 then
        for _, name in ipairs(IDENTITY) do
            local value = values(result.headers[name])[1]
            if value ~= nil then txn.http:req_set_header(name, value) end
        end
        return
    end
    local headers = {}
    for _, name in ipairs(TOLD) do
        local list = values(result.headers[name])
        if #list > 0 then headers[name] = list end
    end
    answer(txn, result.status, headers, result.body)
end)
`;
}
