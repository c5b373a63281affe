-- A user runs, previews, draws and looks for help in Neovim. The server is a real one behind ../vscode/proxy.mjs, which tells what
-- it was asked, and stands in for a server that lacks a command. Run by ../nvim.sh.
local support = dofile(vim.env.BATON_TESTS .. '/support.lua')
local check, equal, eventually = support.check, support.equal, support.eventually

local root = vim.env.BATON_WORKSPACE
local release = root .. '/plugins/release-train/commands/release.md'
local uri = vim.uri_from_fname(release)
local run_commands = { 'baton.run', 'baton.runPhase', 'baton.runTask', 'baton.preview', 'baton.cancel', 'baton.showOutput' }

local told = {} -- what the user was told
vim.notify = function(words, level) told[#told + 1] = { words, level } end

-- Words that come within ten seconds, once.
local function hears(name, words, level)
  eventually(function() return #told > 0 end)
  equal(name, told, { { words, level or vim.log.levels.WARN } })
  told = {}
end

local function stop_servers()
  for _, client in ipairs(vim.lsp.get_active_clients()) do client.stop() end
  check('the servers end', eventually(function() return #vim.lsp.get_active_clients() == 0 end))
end

-- Before that it is not known as one that could be stopped.
local function is_ready()
  local bufnr = vim.api.nvim_get_current_buf()
  check('the server is ready', eventually(function()
    local client = require('baton.commands').client_of(bufnr)
    return client and client.server_capabilities ~= nil
  end))
end

local servers = 0
-- Another server, which the proxy makes of the real one; what it is asked comes from the function.
local function serve(wish)
  stop_servers()
  servers = servers + 1
  local record = vim.env.BATON_SCRATCH .. '/record' .. servers
  support.write(record, '')
  local path = vim.env.BATON_SCRATCH .. '/baton' .. servers
  wish.baton = vim.env.BATON
  support.write(path, '#!/bin/sh\ncase "$1" in --graph|--version) exec "' .. vim.env.BATON .. '" "$@" ;; esac\n' .. 'exec node "'
    .. vim.env.BATON_PROXY .. '" "' .. record .. "\" '" .. vim.fn.json_encode(wish) .. "' \"$@\"\n")
  vim.loop.fs_chmod(path, 493)
  require('baton').setup({ cmd = { path } })
  vim.cmd('edit! ' .. release)
  require('baton').start(0)
  is_ready()
  local read = 0
  return function()
    local function news()
      local lines = vim.split(vim.trim(support.read(record)), '\n')
      return vim.tbl_map(vim.fn.json_decode, vim.list_slice(lines, read + 2)) -- the first is initialize
    end
    eventually(function() return #news() > 0 end)
    local found = news()
    read = read + #found
    return found
  end
end

local function lines_of(bufnr) return vim.api.nvim_buf_get_lines(bufnr or 0, 0, -1, false) end

local function without_a_server()
  vim.cmd('edit ' .. root .. '/README.md')
  vim.cmd('BatonRun')
  hears('a file without a server', 'Baton: no server is there for this file. :checkhealth baton says more.')
  vim.cmd('BatonGraph')
  equal('a file that is no command has no graph', told[1][1]:match('README.md is a document, not a command file') ~= nil, true)
  told = {}
end

local function completion()
  vim.cmd('edit ' .. release)
  is_ready()
  local function completed(line) return vim.fn.getcompletion(line, 'cmdline') end
  equal('keys', completed('BatonRun '), { 'mode=', 'phase=', 'from=', 'to=', 'task=', 'runner=', 'arguments=' })
  equal('a key is offered once', completed('BatonPreview mode=full '), { 'phase=', 'from=', 'to=', 'task=', 'runner=', 'arguments=' })
  equal('modes of the file', completed('BatonRun mode='), { 'mode=hotfix', 'mode=full' })
  equal('what begins so', completed('BatonRun mode=h'), { 'mode=hotfix' })
  equal('phases of the file', completed('BatonRun from='), { 'from=1', 'from=2', 'from=3' })
  equal('steps of the file, and its agents, each once', completed('BatonRun task='),
    { 'task=phase1.release-manager', 'task=phase1.changelog-writer', 'task=phase2.test-runner', 'task=phase3.release-manager',
      'task=phase3.report-writer', 'task=release-manager', 'task=changelog-writer', 'task=test-runner', 'task=data-desk:report-writer' })
  equal('steps of a phase', completed('BatonOutput task=phase3.'), { 'task=phase3.release-manager', 'task=phase3.report-writer' })
  equal('a graph takes a mode', completed('BatonGraph '), { 'mode=' })
  equal('nothing behind the arguments', completed('BatonRun arguments=1.2 m'), {})
  equal('nothing for what is no key', completed('BatonRun colour='), {})
  equal('all commands', completed('Baton'), { 'BatonCancel', 'BatonGraph', 'BatonOutput', 'BatonPreview', 'BatonRun' })
  -- From the text as it stands, saved or not.
  vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', '## Phase 4: Rest', '' })
  equal('a phase that is not saved', completed('BatonRun phase=')[4], 'phase=4')
  vim.cmd('edit!')
  vim.cmd('edit ' .. root .. '/README.md')
  equal('no values where there is no command', completed('BatonRun mode='), {})
end

local function graph()
  vim.cmd('edit ' .. release)
  vim.cmd('BatonGraph')
  equal('a scratch buffer', { vim.bo.buftype, vim.bo.filetype, vim.bo.modifiable, lines_of()[1] }, { 'nofile', 'mermaid', false, 'flowchart TB' })
  local expected = vim.fn.systemlist({ vim.env.BATON, '--graph', release })
  equal('what baton --graph prints', lines_of(), expected)
  local windows = #vim.api.nvim_tabpage_list_wins(0)
  vim.cmd('wincmd p')
  vim.cmd('BatonGraph mode=hotfix')
  equal('in the same window', #vim.api.nvim_tabpage_list_wins(0), windows)
  equal('of one mode', lines_of(), vim.fn.systemlist({ vim.env.BATON, '--graph', release, '--mode', 'hotfix' }))
  check('which is another graph', not vim.deep_equal(lines_of(), expected))
  vim.cmd('close')
  vim.cmd('BatonGraph mode=nosuch')
  equal('a mode that is none', told[1][1]:match('nosuch') ~= nil, true)
  told = {}
end

local function an_old_server()
  serve({ commands = {} })
  for command, words in pairs({
    ['BatonRun'] = { 'baton.run', 'baton --run FILE' },
    ['BatonRun phase=2'] = { 'baton.runPhase', 'baton --run FILE --phase N' },
    ['BatonRun test-runner'] = { 'baton.runTask', 'baton --run FILE --task TASK' },
    ['BatonPreview'] = { 'baton.preview', 'baton --run FILE --dry-run' },
    ['BatonCancel'] = { 'baton.cancel', 'Ctrl-C' },
    ['BatonOutput test-runner'] = { 'baton.showOutput', 'baton --show last' },
  }) do
    vim.cmd(command)
    hears(command .. ' with an old server', string.format(
      'Baton: this server is too old to do that: it does not know "%s". On the command line: %s', words[1], words[2]))
  end
end

local function what_is_asked()
  local asked = serve({ commands = run_commands })
  local function asks(line, command, argument)
    vim.cmd(line)
    argument.uri = uri
    equal(line, asked(), { { method = 'workspace/executeCommand', params = { command = command, arguments = { argument } } } })
  end
  -- What the file reads as $ARGUMENTS is asked for, with what was given last.
  local offered
  vim.fn.input = function(options) offered = options return '1.4' end
  asks('BatonRun', 'baton.run', { arguments = '1.4' })
  equal('the prompt', { offered.prompt, offered.default }, { 'Arguments [version]: ', '' })
  asks('BatonRun mode=full from=2 to=3', 'baton.run', { mode = 'full', from = 2, to = 3, arguments = '1.4' })
  equal('what was given last', offered.default, '1.4')
  vim.fn.input = function() return '' end
  asks('BatonRun phase=2 runner=preview', 'baton.runPhase', { phase = 2, runner = 'preview', arguments = '' })
  asks('BatonRun task=data-desk:report-writer', 'baton.runTask', { task = 'data-desk:report-writer', arguments = '' })
  asks('BatonRun test-runner phase=2', 'baton.runTask', { task = 'test-runner', phase = 2, arguments = '' })
  asks('BatonRun mode=full arguments=1.4.0 --fast mode=x', 'baton.run', { mode = 'full', arguments = '1.4.0 --fast mode=x' })
  asks('BatonPreview phase=1', 'baton.preview', { phase = 1, arguments = '' })
  -- What is refused anyway is not asked for.
  local prompts = 0
  vim.fn.input = function() prompts = prompts + 1 return '' end
  asks('BatonRun mode=nope', 'baton.run', { mode = 'nope' })
  asks('BatonRun runner=nope', 'baton.run', { runner = 'nope' })
  asks('BatonRun from=9', 'baton.run', { from = 9 })
  asks('BatonPreview mode=full task=nobody', 'baton.preview', { mode = 'full', task = 'nobody' })
  equal('arguments for nothing', prompts, 0)
  asks('BatonRun report-writer', 'baton.runTask', { task = 'report-writer', arguments = '' })
  equal('arguments for an agent without its plugin', prompts, 1)
  asks('BatonCancel', 'baton.cancel', {})
  hears('a cancelled run', 'Baton: the run is cancelled. It can be gone on with.', vim.log.levels.INFO)
  asks('BatonOutput test-runner', 'baton.showOutput', { task = 'test-runner' })
  vim.cmd('BatonOutput')
  hears('no outputs', 'Baton: no task of this file has an output yet.')
  -- A lens of the server does the same.
  vim.lsp.commands['baton.runPhase']({ arguments = { { uri = uri, phase = 3 } } }, { bufnr = vim.api.nvim_get_current_buf() })
  equal('a lens', asked()[1].params, { command = 'baton.runPhase', arguments = { { uri = uri, phase = 3, arguments = '' } } })
  equal('and nothing is said', told, {})

  vim.cmd('BatonRun phase=two')
  hears('a phase that is no number', 'Baton: phase= takes the number of a phase, not "two". :help :BatonRun')
  vim.cmd('BatonRun colour=red')
  hears('a key that is none',
    'Baton: "colour=red" is not known here: there are mode=, phase=, from=, to=, task=, runner=, arguments=. :help :BatonRun')
end

local function answers()
  local output = vim.env.BATON_SCRATCH .. '/an output.md'
  support.write(output, 'All suites passed.\n')
  local asked = serve({
    commands = run_commands,
    answers = {
      ['baton.showOutput'] = { uri = vim.uri_from_fname(output) },
      ['baton.run'] = { error = { code = -32803, message = 'phase 2 reads what nobody wrote' } },
    },
    asks = { type = 3, message = 'Run the pipeline of release.md with claude?', actions = { { title = 'Run' }, { title = 'Not now' } } },
  })
  -- Neovim's own list of choices, of which a user takes the second.
  local shown
  vim.fn.inputlist = function(options) shown = options return 2 end
  vim.cmd('BatonOutput test-runner')
  check('the document is opened', eventually(function() return vim.api.nvim_buf_get_name(0) == output end))
  equal('to be read only', { lines_of(), vim.bo.modifiable }, { { 'All suites passed.' }, false })
  equal('the question is asked', shown, { 'Run the pipeline of release.md with claude?', '1. Run', '2. Not now' })
  asked()
  check('and the choice is told', eventually(function() return support.read(vim.env.BATON_SCRATCH .. '/record' .. servers):match('"Not now"') end))
  vim.cmd('close')
  vim.fn.inputlist = function() return 0 end
  vim.cmd('BatonRun arguments=1.4.0')
  hears('a refusal is told in the words of the server', 'Baton: phase 2 reads what nobody wrote', vim.log.levels.ERROR)
  check('no choice is told as none', support.read(vim.env.BATON_SCRATCH .. '/record' .. servers):match('{"chosen":null}\n$'))
end

local function references()
  local range = { start = { line = 0, character = 0 }, ['end'] = { line = 0, character = 3 } }
  local client = require('baton.commands').client_of(vim.api.nvim_get_current_buf())
  vim.lsp.commands['baton.showReferences']({ arguments = { uri, range.start, { { uri = uri, range = range } } } }, { client_id = client.id })
  local items = vim.fn.getqflist()
  equal('references are listed', { #items, vim.api.nvim_buf_get_name(items[1].bufnr), items[1].lnum }, { 1, release, 1 })
  vim.cmd('cclose')
end

local function health()
  vim.cmd('checkhealth baton')
  local text = table.concat(lines_of(), '\n')
  for _, words in ipairs({ 'OK: Neovim ', 'OK: baton 0%.', 'OK: A server runs for ' .. vim.pesc(root), 'OK: It runs pipelines', 'Runners are not started' }) do
    check('health: ' .. words, text:match(words), text)
  end
  check('nothing is amiss', not text:match('ERROR') and not text:match('WARNING'), text)
  vim.cmd('bwipeout!')
  serve({ commands = {} })
  require('baton').config.cmd = { '/nowhere/baton' }
  vim.cmd('checkhealth baton')
  text = table.concat(lines_of(), '\n')
  check('a missing program', text:match('ERROR: The program cannot be used: "/nowhere/baton" was not found'), text)
  check('a server that runs nothing', text:match('INFO: It does not run pipelines'), text)
  vim.cmd('bwipeout!')
end

local function help()
  vim.cmd('helptags ' .. vim.env.BATON_NVIM .. '/doc')
  for _, tag in ipairs({ 'baton', ':BatonRun', ':BatonPreview', ':BatonCancel', ':BatonOutput', ':BatonGraph', 'baton-trust', 'baton-options' }) do
    local ok, problem = pcall(vim.cmd, 'help ' .. tag)
    check('help ' .. tag, ok and vim.fn.expand('%:t') == 'baton.txt' and vim.fn.getline('.'):find('*' .. tag .. '*', 1, true), problem)
  end
  equal('lines of the help that are too wide', vim.tbl_filter(function(line) return vim.fn.strdisplaywidth(line) > 80 end, lines_of()), {})
  vim.cmd('helpclose')
  -- The help names each key that a command takes, and each option.
  local text = support.read(vim.env.BATON_NVIM .. '/doc/baton.txt')
  for name, keys in pairs(require('baton.commands').keys) do
    local part = text:match('\n:' .. name .. ' (.-)\n:Baton') or text:match('\n:' .. name .. ' (.*)')
    if name ~= 'BatonPreview' then -- as BatonRun
      for _, key in ipairs(keys) do check('help: ' .. name .. ' ' .. key, part:find(key .. '=', 1, true), part) end
    end
  end
  for option in pairs(require('baton').config) do check('help: ' .. option, text:find('  ' .. option .. ' = ', 1, true)) end
end

support.finish(function()
  vim.cmd('set runtimepath^=' .. vim.env.BATON_NVIM)
  vim.cmd('filetype on')
  vim.cmd('runtime plugin/baton.lua')
  require('baton').setup({ cmd = { vim.env.BATON } })
  without_a_server()
  completion()
  graph()
  an_old_server()
  what_is_asked()
  answers()
  references()
  health()
  help()
  stop_servers()
end)
