-- /etc/haproxy/keywright.lua: asks Keywright for every request. It holds the proxy token: keep it readable by HAProxy alone.
local URL = "http://127.0.0.1:4280/v1/forward-auth?api=acme&environment=live&permission=invoices.read&permission=files.get%40a%2Fb%3Ac"
local PASSED_ON = { "authorization", "x-api-key", "origin" }
local IDENTITY = { "x-keywright-key-id", "x-keywright-version-id", "x-keywright-owner", "x-keywright-api", "x-keywright-environment", "x-keywright-roles" }
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
        ["host"] = { "127.0.0.1:4280" },
        ["x-keywright-proxy-token"] = { "PROXY-TOKEN-OF-THIS-MACHINE-43-CHARACTERS-x" },
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
        return answer(txn, 503, headers, '{"type":"urn:keywright:error:store:unavailable","title":"The verification store cannot be asked","status":503,"detail":"The key cannot be verified now","code":"store/unavailable","hint":null}')
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
