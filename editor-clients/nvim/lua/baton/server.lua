-- A buffer's server, and how it is asked in each version of Neovim.
local M = {}

--- The server of a buffer, or nil.
function M.of(bufnr)
  local clients = vim.lsp.get_clients and vim.lsp.get_clients({ bufnr = bufnr }) or vim.lsp.buf_get_clients(bufnr)
  for _, client in pairs(clients) do
    if client.name == 'baton' then return client end
  end
end

--- All buffers of a server.
function M.buffers(client)
  return client.attached_buffers and vim.tbl_keys(client.attached_buffers) or vim.lsp.get_buffers_by_client_id(client.id)
end

--- The commands that a server carries out; nil while it starts.
function M.offered(client)
  local capabilities = client.server_capabilities
  return capabilities and ((capabilities.executeCommandProvider or {}).commands or {})
end

local function call(client, method, ...)
  if vim.fn.has('nvim-0.11') == 1 then return client[method](client, ...) end
  return client[method](...)
end

--- `answered` gets the fault, the result and the context.
function M.request(client, method, params, answered, bufnr)
  return call(client, 'request', method, params, answered, bufnr)
end

--- What the server says of a buffer's pipeline, or nil: it has the steps' names, too. Waits no longer than a user at a key does.
function M.pipeline(bufnr)
  local client = M.of(bufnr)
  if not client then return nil end
  local params = { textDocument = { uri = vim.uri_from_bufnr(bufnr) } }
  local answer = call(client, 'request_sync', 'baton/pipeline', params, 1000, bufnr)
  local pipeline = answer and answer.result
  return type(pipeline) == 'table' and type(pipeline.tasks) == 'table' and pipeline or nil
end

return M
