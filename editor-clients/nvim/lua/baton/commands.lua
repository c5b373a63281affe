-- The commands :Baton…, and those that the server's lenses and actions name. What may run is for the server to decide.
local program = require('baton.program')
local server = require('baton.server')
local say = require('baton.words').say

local M = {}

local run_keys = { 'mode', 'phase', 'from', 'to', 'task', 'runner', 'arguments' }
local numbers = { phase = true, from = true, to = true }

--- Name of each command -> what it takes as KEY=VALUE.
M.keys = {
  BatonRun = run_keys,
  BatonPreview = run_keys,
  BatonCancel = {},
  BatonOutput = { 'task' },
  BatonGraph = { 'mode' },
}

-- What the server's own commands do here, without the server.
local instead = {
  ['baton.run'] = 'baton --run FILE',
  ['baton.runPhase'] = 'baton --run FILE --phase N',
  ['baton.runTask'] = 'baton --run FILE --task TASK',
  ['baton.preview'] = 'baton --run FILE --dry-run',
  ['baton.cancel'] = 'Ctrl-C',
  ['baton.showOutput'] = 'baton --show last',
}

M.client_of = server.of

-- KEY=VALUE, parted by spaces; `arguments` takes all that follows. A bare word is a task, where there can be one.
local function parse(text, keys)
  local given = {}
  while true do
    text = text:gsub('^%s+', '')
    if text == '' then return given end
    local word, rest = text:match('^(%S+)(.*)$')
    local key, value = word:match('^(%a+)=(.*)$')
    if not key and vim.tbl_contains(keys, 'task') then key, value = 'task', word end
    if not key or not vim.tbl_contains(keys, key) then
      return nil, '"' .. word .. '" is not known here' .. (#keys > 0 and ': there are ' .. table.concat(keys, '=, ') .. '=' or '')
    end
    if key == 'arguments' then
      given.arguments = text:sub(#'arguments=' + 1)
      return given
    end
    if numbers[key] then
      if not value:match('^%d+$') then return nil, key .. '= takes the number of a phase, not "' .. value .. '"' end
      value = tonumber(value)
    end
    given[key], text = value, rest
  end
end

local function shows_documents(client)
  local window = (client.config.capabilities or {}).window or {}
  return window.showDocument and window.showDocument.support or false
end

-- Where the editor cannot be asked to show a document, as Neovim 0.7 cannot, the answer says which it is.
local function open(uri)
  if not uri:match('^file:') then return say('this editor cannot show ' .. uri) end
  local bufnr = vim.fn.bufadd(vim.uri_to_fname(uri))
  vim.bo[bufnr].modeline = false -- an output is nobody's to trust
  local window = vim.fn.bufwinid(bufnr)
  if window ~= -1 then vim.api.nvim_set_current_win(window) else vim.cmd('silent noswapfile botright sbuffer ' .. bufnr) end
  vim.cmd('silent noswapfile edit!') -- it may have been shown before, and be another now
  vim.bo.readonly, vim.bo.modifiable = true, false
end

-- What stands for tasks: a step's name for one, an agent's for all that it has.
local function task_names(pipeline)
  local seen, names = {}, {}
  local function add(name)
    if type(name) == 'string' and not seen[name] then names[#names + 1] = name end
    seen[name] = true
  end
  for _, task in ipairs(pipeline.tasks) do add(task.step) end
  -- As lines of a run name another task of the same agent: its number is the id's only part behind a point.
  for _, task in ipairs(pipeline.tasks) do
    local number = type(task.step) == 'string' and task.step:gsub('^phase%d+%.', ''):match('%.%d+$')
    for _, agent in ipairs(number and task.agents or {}) do add(agent .. number) end
  end
  for _, task in ipairs(pipeline.tasks) do
    for _, agent in ipairs(task.agents) do add(agent) end
  end
  return names
end

local function values_of(key, pipeline)
  local values = {}
  if key == 'task' then return task_names(pipeline) end
  if key == 'runner' then return pipeline.runners or {} end
  for _, mode in ipairs(key == 'mode' and pipeline.modes or {}) do values[#values + 1] = mode.name end
  for _, phase in ipairs(numbers[key] and pipeline.phases or {}) do values[#values + 1] = tostring(phase.number) end
  return values
end

-- Whether there surely is not what is named. The server says so then, whatever the arguments are. An agent may be named with its
-- plugin or without.
local function names_nothing(argument, bufnr)
  local pipeline
  local function last_part(name) return name:match('[^:]*$') end
  for _, key in ipairs({ 'mode', 'phase', 'from', 'to', 'task', 'runner' }) do
    local wanted = argument[key] and tostring(argument[key])
    if wanted then
      pipeline = pipeline or server.pipeline(bufnr)
      if not pipeline then return false end
      if key == 'runner' and not pipeline.runners then return false end -- an older server does not name them
      local known = vim.tbl_filter(function(each)
        return each == wanted or key == 'task' and last_part(each) == last_part(wanted)
      end, values_of(key, pipeline))
      if #known == 0 then return true end
    end
  end
  return false
end

local runs = { ['baton.run'] = true, ['baton.runPhase'] = true, ['baton.runTask'] = true, ['baton.preview'] = true }
local last_arguments = {} -- document -> what was given before

local function input(prompt, default, chosen)
  if vim.fn.has('nvim-0.8') == 1 then return vim.ui.input({ prompt = prompt, default = default }, chosen) end
  -- There vim.ui.input has one answer for nothing typed and for Esc.
  local given = vim.fn.input({ prompt = prompt, default = default, cancelreturn = '\27' })
  vim.cmd('redraw')
  chosen(given ~= '\27' and given or nil)
end

-- Asks for what the file reads as $ARGUMENTS, where it reads that and it is not given. Esc is a no.
local function with_arguments(command, argument, bufnr, go_on)
  if not runs[command] or argument.resume then return go_on(argument) end
  if argument.arguments then
    last_arguments[argument.uri] = argument.arguments
    return go_on(argument)
  end
  local hint
  local reads = false
  for _, line in ipairs(vim.api.nvim_buf_get_lines(bufnr, 0, -1, false)) do
    hint = hint or line:match('^argument%-hint:%s*(.-)%s*$')
    reads = reads or line:match('%$ARGUMENTS') or line:match('%$[1-9]')
  end
  if not reads or names_nothing(argument, bufnr) then return go_on(argument) end
  local prompt = 'Arguments' .. (hint and ' ' .. hint:gsub('^(["\'])(.*)%1$', '%2') or '') .. ': '
  input(prompt, last_arguments[argument.uri] or '', function(given)
    if not given then return say('nothing ran: no arguments were given.') end
    last_arguments[argument.uri] = given
    go_on(vim.tbl_extend('force', argument, { arguments = given }))
  end)
end

local function say_fault(fault)
  local words = fault.message or tostring(fault)
  if not words:match('not trusted') then return say(words, 'ERROR') end
  say(words .. '. :help baton-trust', 'ERROR', 'this workspace is not trusted. :help baton-trust')
end

--- Has the server of a buffer carry out one of its commands.
function M.execute(command, argument, bufnr)
  local client = server.of(bufnr)
  if not client then return say('no server is there for this file. :checkhealth baton says more.') end
  local offered = server.offered(client)
  if not offered then return say('the server is still starting.') end
  if not vim.tbl_contains(offered, command) then
    local other = instead[command] and ' On the command line: ' .. instead[command] or ''
    return say('this server is too old to do that: it does not know "' .. command .. '".' .. other)
  end
  local function answered(fault, result)
    require('baton.lenses').refresh_soon(bufnr) -- Neovim takes away those of a line of which one was chosen
    if fault then return say_fault(fault) end
    if command == 'baton.cancel' then return say('the run is cancelled. It can be gone on with.', 'INFO') end
    if type(result) ~= 'table' then return end
    if type(result.uri) == 'string' and not shows_documents(client) then open(result.uri) end
  end
  with_arguments(command, argument or {}, bufnr, function(whole)
    server.request(client, 'workspace/executeCommand', { command = command, arguments = { whole } }, answered, bufnr)
  end)
end

--- Shows the graph of a buffer beside it; once more for the same file, in the same place.
function M.graph(bufnr, mode)
  local text, problem = program.graph(bufnr, program.path(server.of(bufnr)), mode and { '--mode', mode } or {})
  if not text then return say((problem:gsub('^baton: ', ''))) end
  local name = 'baton://graph/' .. vim.fn.fnamemodify(vim.api.nvim_buf_get_name(bufnr), ':t')
  local shown
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if vim.api.nvim_buf_get_name(vim.api.nvim_win_get_buf(window)) == name then shown = window end
  end
  if shown then
    vim.api.nvim_set_current_win(shown)
  else
    vim.cmd('botright vertical new')
    vim.bo.buftype, vim.bo.bufhidden, vim.bo.swapfile = 'nofile', 'wipe', false
    pcall(vim.api.nvim_buf_set_name, 0, name) -- another tab may show it
    vim.bo.filetype = 'mermaid'
  end
  vim.bo.modifiable = true
  vim.api.nvim_buf_set_lines(0, 0, -1, false, vim.split(vim.trim(text), '\n'))
  vim.bo.modifiable = false
end

-- Without a name the user is asked, of those that there is something to show of.
local function show_output(argument, bufnr)
  if argument.task then return M.execute('baton.showOutput', argument, bufnr) end
  local client = server.of(bufnr)
  if not client then return M.execute('baton.showOutput', argument, bufnr) end
  server.request(client, 'baton/pipeline', { textDocument = { uri = argument.uri } }, function(fault, pipeline)
    if fault then return say_fault(fault) end
    if type(pipeline) ~= 'table' then return say('this file is no command: nothing of it has run.') end
    local tasks = vim.tbl_filter(function(task) return type(task.step) == 'string' and task.state.output end, pipeline.tasks)
    if #tasks == 0 then return say('no task of this file has an output yet.') end
    local function named(task) return task.step .. ' (' .. task.state.kind .. ')' end
    vim.ui.select(tasks, { prompt = 'The output of which task?', format_item = named }, function(task)
      if task then M.execute('baton.showOutput', vim.tbl_extend('force', argument, { task = task.step }), bufnr) end
    end)
  end, bufnr)
end

--- Carries out one of M.keys with what stands behind it.
function M.command(name, text)
  local given, problem = parse(text, M.keys[name])
  if not given then return say(problem .. '. :help :' .. name) end
  local bufnr = vim.api.nvim_get_current_buf()
  if name == 'BatonGraph' then return M.graph(bufnr, given.mode) end
  given.uri = vim.uri_from_bufnr(bufnr)
  if name == 'BatonOutput' then return show_output(given, bufnr) end
  if name == 'BatonPreview' then return M.execute('baton.preview', given, bufnr) end
  if name == 'BatonCancel' then return M.execute('baton.cancel', given, bufnr) end
  M.execute(given.task and 'baton.runTask' or given.phase and 'baton.runPhase' or 'baton.run', given, bufnr)
end

--- What may stand where the cursor is in the line of a command: keys that are not given yet, and values from the file.
function M.complete(name, lead, line)
  local keys = M.keys[name]
  if (' ' .. line):match('%sarguments=') then return {} end
  local key = lead:match('^(%a+)=')
  local found = {}
  if key and vim.tbl_contains(keys, key) then
    local bufnr = vim.api.nvim_get_current_buf()
    local pipeline = server.pipeline(bufnr) or program.pipeline(bufnr, program.path(server.of(bufnr)))
    for _, value in ipairs(pipeline and values_of(key, pipeline) or {}) do found[#found + 1] = key .. '=' .. value end
  elseif not key then
    for _, each in ipairs(keys) do
      if not line:match('%s' .. each .. '=') then found[#found + 1] = each .. '=' end
    end
  end
  return vim.tbl_filter(function(each) return vim.startswith(each, lead) end, found)
end

-- Places as the server sends them, in the quickfix list.
local function show_references(uri, position, locations, client)
  local items = vim.lsp.util.locations_to_items(locations, client and client.offset_encoding or 'utf-16')
  vim.fn.setqflist({}, ' ', { title = 'References', items = items, context = { uri = uri, position = position } })
  vim.cmd('botright copen')
end

--- What a lens or an action of the server names is carried out here, so that its answer is shown.
function M.register()
  require('baton.lenses').register()
  for command in pairs(instead) do
    vim.lsp.commands[command] = function(given, context)
      M.execute(command, (given.arguments or {})[1], context.bufnr or vim.api.nvim_get_current_buf())
    end
  end
  vim.lsp.commands['baton.showGraph'] = function(given)
    local bufnr = vim.uri_to_bufnr(given.arguments[1].uri)
    vim.fn.bufload(bufnr)
    M.graph(bufnr)
  end
  vim.lsp.commands['baton.showReferences'] = function(given, context)
    local uri, position, locations = unpack(given.arguments)
    show_references(uri, position, locations, vim.lsp.get_client_by_id(context.client_id))
  end
end

--- What is told to the server of it.
M.capabilities = {
  experimental = { commands = { 'baton.showReferences', 'baton.showGraph' }, questions = true },
  workspace = { codeLens = { refreshSupport = true } },
}

return M
