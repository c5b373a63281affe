-- The server's lenses at the ends of lines: what can be run, and how its last run ended. Neovim shows them only when it is asked
-- to, so that is done here: when a buffer is entered, after edits, and when the server says that something has changed.
local server = require('baton.server')

local M = {}

local pause = 200 -- milliseconds after an edit
local pending = {} -- buffer -> true

local function wanted(client)
  return require('baton').config.lenses and (client.server_capabilities or {}).codeLensProvider ~= nil
end

--- Shows the lenses of a buffer as they are now.
function M.refresh(bufnr)
  if not vim.api.nvim_buf_is_loaded(bufnr) then return end
  local client = server.of(bufnr)
  if not client or not wanted(client) then return end
  local params = { textDocument = { uri = vim.uri_from_bufnr(bufnr) } }
  server.request(client, 'textDocument/codeLens', params, function(fault, result, context)
    if fault or not vim.api.nvim_buf_is_loaded(bufnr) then return end
    -- Lines may have gone meanwhile: then the edit asks again.
    pcall(vim.lsp.codelens.on_codelens, nil, result, context)
  end, bufnr)
end

function M.refresh_soon(bufnr)
  if pending[bufnr] then return end
  pending[bufnr] = true
  vim.defer_fn(function()
    pending[bufnr] = nil
    M.refresh(bufnr)
  end, pause)
end

--- The server's workspace/codeLens/refresh.
function M.refresh_all(_, _, context)
  for _, bufnr in ipairs(server.buffers(vim.lsp.get_client_by_id(context.client_id))) do M.refresh(bufnr) end
  return vim.NIL
end

function M.register()
  local group = vim.api.nvim_create_augroup('baton_lenses', { clear = true })
  local events = { 'BufEnter', 'InsertLeave', 'TextChanged' }
  if vim.fn.has('nvim-0.8') == 1 then events[#events + 1] = 'LspAttach' end
  vim.api.nvim_create_autocmd(events, {
    group = group,
    callback = function(event)
      if server.of(event.buf) then M.refresh_soon(event.buf) end
    end,
  })
end

return M
