-- Loaded by Neovim at start: command files get their server without any configuration. `let g:baton_no_setup = 1` (or
-- Neovim 0.11's vim.lsp.enable, see lsp/baton.lua) leaves starting it to the user.
if vim.g.loaded_baton then return end
vim.g.loaded_baton = true
if vim.fn.has('nvim-0.7') == 0 then
  vim.notify('Baton needs Neovim 0.7 or later.', vim.log.levels.WARN)
  return
end

for name, takes in pairs({ BatonRun = '*', BatonPreview = '*', BatonCancel = 0, BatonOutput = '*', BatonGraph = '?' }) do
  vim.api.nvim_create_user_command(name, function(given) require('baton.commands').command(name, given.args) end, {
    nargs = takes,
    complete = takes ~= 0 and function(...) return require('baton.commands').complete(name, ...) end or nil,
  })
end

if not vim.g.baton_no_setup then require('baton').setup() end
