-- :checkhealth baton.
local M = {}

-- Before Neovim 0.8 `health` stands alone, and before 0.10 its functions have longer names.
local function reporter()
  local health = vim.health or require('health')
  local function named(name) return health[name] or health['report_' .. name] end
  return { start = named('start'), ok = named('ok'), info = named('info'), warn = named('warn'), error = named('error') }
end

local function check_program(report, config)
  local path = config.cmd[1]
  local text, problem = require('baton.program').run(path, { '--version' })
  if text then return report.ok(vim.trim(text) .. ': ' .. vim.fn.exepath(path)) end
  report.error('The program cannot be used: ' .. problem, {
    'Put baton on your PATH, or name it: require("baton").setup({ cmd = { "/path/to/baton" } })',
  })
end

local function servers()
  return vim.tbl_filter(function(client) return client.name == 'baton' end,
    vim.lsp.get_clients and vim.lsp.get_clients() or vim.lsp.get_active_clients())
end

local function check_servers(report)
  local clients = servers()
  if #clients == 0 then return report.info('No server runs. One is started with the first command file that you open.') end
  for _, client in ipairs(clients) do
    local root = client.config.root_dir or client.root_dir or 'no folder'
    report.ok('A server runs for ' .. root)
    local offered = require('baton.server').offered(client)
    if offered and vim.tbl_contains(offered, 'baton.run') then
      report.ok('It runs pipelines (:BatonRun)')
    elseif offered then
      report.info('It does not run pipelines: :BatonRun needs a newer one, "baton --run FILE" on the command line does not')
    end
    if (client.config.init_options or {}).trusted then
      report.ok('You trust this workspace (init_options.trusted)')
    else
      report.info('Runners are not started, save where run.trusted allows it: init_options.trusted is not set. See :help baton-trust')
    end
  end
end

function M.check()
  local report = reporter()
  local config = require('baton').config
  report.start('Baton')
  local version = vim.version()
  report.ok(string.format('Neovim %d.%d.%d', version.major, version.minor, version.patch))
  check_program(report, config)
  if vim.g.baton_no_setup then
    report.info('Servers are not started by this plugin: g:baton_no_setup is set')
  elseif not config.autostart then
    report.info('Servers are started by require("baton").start() only: autostart is off')
  end
  check_servers(report)
end

return M
