-- A user runs pipelines in Neovim, at a screen, with the real server and the plugin as its README has it; runners are small programs.
-- The lenses at the ends of lines tell how it went, each thing is told once, and nothing stops for "Press ENTER". Run by ../nvim.sh.
local support = dofile(vim.env.BATON_TESTS .. '/support.lua')
local screen = dofile(vim.env.BATON_TESTS .. '/screen.lua')
local check, equal, eventually = support.check, support.equal, support.eventually

local root, scratch = vim.env.BATON_WORKSPACE, vim.env.BATON_SCRATCH
local backfill = root .. '/plugins/data-desk/commands/backfill.md'
local release = root .. '/plugins/release-train/commands/release.md'
local trusted = "require('baton').setup({ init_options = { trusted = true } })"
local calls, child = scratch .. '/calls', scratch .. '/child'

-- Programs of the user: one answers, one takes its time and has a child, which does not listen.
local function runners()
  support.write(scratch .. '/shout', '#!/bin/sh\necho called >> "' .. calls .. '"\ntr a-z A-Z\n')
  support.write(scratch .. '/slow', '#!/bin/sh\n(trap "" TERM; echo "$$" > "' .. child .. '.new"; mv "' .. child .. '.new" "' .. child
    .. '"; while :; do sleep 1; done) &\nwait\n')
  for _, name in ipairs({ 'shout', 'slow' }) do vim.loop.fs_chmod(scratch .. '/' .. name, 493) end
  support.write(vim.env.XDG_CONFIG_HOME .. '/baton/config.yaml', 'run:\n  runners:\n    - name: shout\n      argv: [' .. scratch
    .. '/shout]\n    - name: slow\n      argv: [' .. scratch .. '/slow]\n')
end

local function called()
  local file = io.open(calls)
  if not file then return 0 end
  local _, count = file:read('*a'):gsub('called', '')
  file:close()
  return count
end

-- Of the group of the slow program, the shell and its child.
local function alive(group)
  return vim.trim(vim.fn.system({ 'pgrep', '-g', group })) ~= ''
end

local function slow_group()
  check('the slow program runs', eventually(function() return vim.loop.fs_stat(child) ~= nil end))
  local group = vim.trim(vim.fn.system({ 'ps', '-o', 'pgid=', '-p', vim.trim(support.read(child)) }))
  os.remove(child)
  check('in a group of its own', alive(group), group)
  return group
end

local function lenses(editor)
  return editor:lua('return vim.tbl_map(function(lens) return lens.command.title end, vim.lsp.codelens.get(0))')
end

-- How the tasks of the buffer stand, as the lenses say it.
local function states(editor)
  local found = {}
  for _, title in ipairs(lenses(editor)) do found[#found + 1] = title:match('^Run task %((.*)%)$') end
  return found
end

local function stands(editor, name, wanted)
  eventually(function() return vim.deep_equal(states(editor), wanted) end)
  equal(name, states(editor), wanted)
end

-- The messages since the last time, when the editor waits for the user's next command.
local function told(editor, name, wanted)
  local function news() return editor:messages():sub(#editor.heard + 1) end
  check(name .. ': and the editor waits for the next command', eventually(function() return editor:mode() == 'n' end), editor:screen())
  eventually(function() return vim.trim(news()) == wanted end)
  vim.wait(100)
  equal(name .. ': is told once', vim.trim(news()), wanted)
  check(name .. ': no key is to be pressed', editor:mode() == 'n', editor:screen())
  editor.heard = editor:messages()
end

local function open(file, config)
  local editor = screen.open(file, config)
  editor.heard = ''
  check('lenses are there by themselves', eventually(function() return #lenses(editor) > 0 end))
  return editor
end

local function quit(editor)
  editor:command('qall!')
  check('the editor is left', editor:ended())
end

local function log_of(command)
  local logs = vim.fn.glob(root .. '/.baton/runs/' .. command .. '/2*/events.jsonl', true, true)
  return vim.tbl_map(support.read, logs)
end

-- From nothing to the first finding, and to the end of the first phase.
local function first()
  local broken = root .. '/plugins/data-desk/commands/broken.md'
  support.write(broken, (support.read(backfill):gsub('phase1%.data%-profiler%.output', 'phase9.data-profiler.output')))
  local editor = screen.open(broken)
  check('a finding', vim.wait(10000, function() return #editor:lua('return vim.diagnostic.get(0)') > 0 end, 5))
  print(string.format('Neovim to its first finding: %.0f ms\n', (vim.loop.hrtime() - editor.started) / 1e6))
  quit(editor)
  os.remove(broken)
  editor = open(backfill, 'vim.o.modeline = true') -- which it is not for root
  stands(editor, 'nothing has run', { 'not run yet', 'not run yet' })
  local typed = vim.loop.hrtime()
  editor:command('BatonRun phase=1 arguments=orders May June')
  check('phase 1 ran', vim.wait(10000, function() return states(editor)[1] == 'done' end, 5), states(editor))
  print(string.format('first phase: %.0f ms after it was asked for, %.0f ms after Neovim was started\n',
    (vim.loop.hrtime() - typed) / 1e6, (vim.loop.hrtime() - editor.started) / 1e6))
  return editor
end

local function phases_and_outputs(editor)
  stands(editor, 'one has run', { 'done', 'not run yet' })
  told(editor, 'phase 1', 'Baton: Run /backfill: 1 done')
  -- What is not given is asked for, and what was given last is there.
  editor:command('BatonRun phase=2')
  check('the arguments are asked for', editor:asks('Arguments %[table%] %[from%] %[to%]: orders May June'), editor:screen())
  editor:type('<CR>')
  stands(editor, 'both have run', { 'done', 'done' })
  told(editor, 'phase 2', 'Baton: Run /backfill: 1 done')
  editor:command('BatonRun phase=2')
  check('asked again', editor:asks('Arguments .*May June'))
  editor:type('<Esc>')
  told(editor, 'Esc', 'Baton: nothing ran: no arguments were given.')
  editor:command('BatonRun mode=nope')
  told(editor, 'refused before anything is asked', 'Baton: the file has no mode "nope"; it has no modes')

  editor:command('BatonOutput')
  check('outputs are listed', editor:asks('1: phase1.data%-profiler %(fresh%)\n2: phase2.backfill%-operator %(fresh%)'), editor:screen())
  editor:type('2<CR>')
  check('the output is shown', editor:shows('Fill these gaps, and show what would change before you write: List every gap of'))
  equal('to be read only', editor:lua('return { vim.bo.modifiable, vim.bo.readonly, #vim.lsp.buf_get_clients(0) }'), { false, true, 0 })
  editor:type('<C-w>p')
  editor:command('BatonOutput data-profiler')
  check('one by its name', editor:shows('List every gap of orders between May and June, with the query'), editor:screen())
  editor:command('only')
  editor:command('b backfill.md')
  told(editor, 'outputs', '')
end

local function previews(editor)
  local function shown() return editor:lua('return vim.api.nvim_buf_get_lines(0, 0, -1, false)[1]') end
  editor:command('BatonPreview phase=1 arguments=orders May June')
  check('the prompt is shown', eventually(function() return shown():match('^List every gap of orders between May and June') end), editor:screen())
  editor:type('<C-w>p')
  editor:command('BatonPreview phase=1 arguments=invoices 1 2')
  check('the next one is shown anew', eventually(function() return shown():match('^List every gap of invoices between 1 and 2') end), editor:screen())
  equal('in the same window', #editor:lua('return vim.api.nvim_tabpage_list_wins(0)'), 2)
  editor:type('<C-w>p')
  editor:command('BatonPreview phase=1 arguments=bills 3 4') -- shown before, and hidden meanwhile
  check('a third', eventually(function() return shown():match('^List every gap of bills') end), editor:screen())
  editor:type('<C-w>p')
  -- What a text says to the editor is not done.
  editor:command('BatonPreview phase=1 arguments="vim:set shiftwidth=7:" 5 6')
  check('a fourth', eventually(function() return shown():match('^List every gap of vim:set shiftwidth=7: between') end), editor:screen())
  equal('sets nothing', editor:lua('return vim.bo.shiftwidth'), 8)
  editor:command('quit')
  stands(editor, 'nothing ran', { 'done', 'done' })
  told(editor, 'previews', '')
end

-- A lens that is chosen does the same.
local function lens(editor)
  editor:type('/Phase 2<CR>')
  editor:command('lua vim.lsp.codelens.run()')
  check('lenses of the line', editor:asks('1: Run phase 2'), editor:screen())
  editor:type('3<CR>')
  check('the arguments are asked for', editor:asks('Arguments .*shiftwidth=7:" 5 6'), editor:screen())
  editor:type('<CR>')
  check('the preview of phase 2', editor:shows('Fill these gaps'), editor:screen())
  editor:command('quit')
  check('and the lens stays', editor:shows('Fill them Run phase 2 | Run from here | Preview'), editor:screen())
  told(editor, 'a lens', '')
end

local function no_trust(editor)
  editor:command('BatonRun runner=shout arguments=a b c')
  check('words that fit', editor:shows('Baton: this workspace is not trusted. :help baton%-trust'), editor:screen())
  told(editor, 'no trust', 'Baton: the runner shout may not run here: this workspace is not trusted (only preview runs without that)'
    .. '. :help baton-trust')
  equal('nothing was called', called(), 0)
  quit(editor)
end

local function confirmation()
  local editor = open(backfill, trusted)
  local function asks()
    editor:command('BatonRun runner=shout arguments=a b c')
    check('it is asked', editor:asks('1. Run *\n2. Do not run'), editor:screen())
    local text = editor:screen():gsub('\n', '')
    check('what runs is named', text:match('Run /backfill of .* with the runner shout %(.*/shout%)%? Tasks: phase1.data%-profiler and '
      .. 'phase2.backfill%-operator. Agents: data%-profiler and backfill%-operator.'), text)
    local _, count = text:gsub('Run /backfill of', '')
    equal('once', count, 1)
  end
  for _, key in ipairs({ '2<CR>', '<CR>', '<Esc>' }) do
    asks()
    editor:type(key)
    told(editor, 'refused by ' .. key, 'Baton: it was not confirmed, so nothing ran')
    equal('nothing was called', called(), 0)
  end
  asks()
  editor:type('1<CR>')
  stands(editor, 'both have run', { 'done', 'done' })
  told(editor, 'allowed', 'Baton: Run /backfill: 2 done')
  equal('each task was asked', called(), 2)
  editor:command('BatonRun runner=shout arguments=d e f')
  check('what was allowed is not asked again', eventually(function() return called() == 4 end), editor:screen())
  told(editor, 'again', 'Baton: Run /backfill: 2 done')
  return editor
end

local function cancelled(editor)
  editor:command('BatonRun runner=slow arguments=a b c')
  check('it is asked', editor:asks('2. Do not run'))
  editor:type('1<CR>')
  stands(editor, 'it runs', { 'running', 'waiting' })
  check('and is seen to run', editor:shows('Baton: Run /backfill: 0%% phase 1: data%-profiler'), editor:screen())
  check('and can be cancelled at the title', vim.tbl_contains(lenses(editor), 'Cancel run'), lenses(editor))
  local group = slow_group()
  editor:command('BatonRun arguments=a b c')
  told(editor, 'a second run', 'Baton: a run of this file is under way: wait for its end, or cancel it')
  editor:command('BatonCancel')
  check('its programs end', eventually(function() return not alive(group) end))
  stands(editor, 'and it is said', { 'cancelled', 'blocked: needs the output of phase1.data-profiler, which was…' })
  told(editor, 'cancelled', 'Baton: the run is cancelled. It can be gone on with.')
  editor:command('BatonCancel')
  told(editor, 'none to cancel', 'Baton: no run of this file is under way')
  quit(editor)
end

local function gate()
  local editor = open(release)
  editor:command('BatonRun arguments=1.4.0')
  check('the gate asks', editor:asks('Gate: Every suite passed twice. Shall the run go on%?.*\n1. Go on *\n2. Stop here'), editor:screen())
  editor:type('2<CR>')
  check('how it goes on', editor:shows('Baton: /release waits at a gate: Every suite'), editor:screen())
  local run = log_of('release')[1]:match('"run":"([^"]+)"') or vim.fn.fnamemodify(vim.fn.glob(root .. '/.baton/runs/release/2*'), ':t')
  told(editor, 'stopped', 'Baton: /release waits at a gate: Every suite passed twice. Run it again to be asked once more, or go on in a '
    .. 'terminal: baton --run plugins/release-train/commands/release.md --resume ' .. run .. ' --yes')
  stands(editor, 'two have run', { 'done', 'not run yet', 'done', 'not run yet', 'not run yet' })
  editor:command('BatonRun arguments=1.4.0')
  check('it asks once more', editor:asks('1. Go on'), editor:screen())
  editor:type('1<CR>')
  stands(editor, 'all have run', { 'done', 'not run yet', 'done', 'done', 'not run yet' })
  told(editor, 'gone on', 'Baton: Run /release: 3 done')
  quit(editor)
end

-- An editor with a command that asks these questions first, run once.
local function asking(name, questions)
  local file = root .. '/plugins/data-desk/commands/' .. name .. '.md'
  support.write(file, '# Asks\n\n<AskUserQuestion>\nquestions:\n' .. questions
    .. '</AskUserQuestion>\n\n## Phase 1: Look\n\n<Task>\nsubagent_type: data-profiler\nprompt: |\n  Look at it.\n</Task>\n')
  local editor = open(file)
  editor:command('BatonRun')
  return editor
end

-- With this key nobody answers; then it is run again.
local function unanswered(editor, key)
  editor:type(key)
  check('no answer', eventually(function() return editor:messages():match('Nobody answered, so nothing ran') end), editor:messages())
  check('and no key', editor:mode() == 'n', editor:screen())
  editor.heard = editor:messages()
  editor:command('BatonRun')
end

local function answered(editor, name, words)
  stands(editor, 'it ran', { 'done' })
  told(editor, 'answered', 'Baton: Run /' .. name .. ': 1 done')
  editor:command('BatonOutput data-profiler')
  check('with the answers', editor:shows(words), editor:screen())
  quit(editor)
end

local function question()
  local editor = asking('ask', '  - question: "Which table?"\n    header: "Table"\n    options:\n'
    .. '      - label: "Orders"\n        description: "All of them"\n      - label: "Bills"\n        description: "Paid ones"\n')
  check('the question is asked', editor:asks('Which table%? *\nOrders: All of them *\nBills: Paid ones *\n1. Orders *\n2. Bills'), editor:screen())
  unanswered(editor, '<CR>')
  check('asked again', editor:asks('2. Bills'))
  editor:type('2<CR>')
  answered(editor, 'ask', 'Q: Which table%? *\nA: Bills')
end

-- Several of the options, and words of the user's own, in one line each.
local function lists()
  local editor = asking('lists', '  - question: "Which tables?"\n    header: "Tables"\n    multiSelect: true\n'
    .. '    options:\n      - label: "Orders"\n        description: "All of them"\n      - label: "Bills"\n      - label: "Carts"\n'
    .. '  - question: "And why?"\n    header: "Why"\n')
  check('the options are listed', editor:asks('Which tables%? *\n1. Orders: All of them *\n2. Bills *\n3. Carts *\nNumbers, with commas between:'),
    editor:screen())
  unanswered(editor, '<Esc>')
  check('asked again', editor:asks('Numbers, with commas between:'))
  editor:type('3,4<CR>')
  check('and once more where it does not fit', editor:asks('Numbers, with commas between:$'), editor:screen())
  editor:type('3, 1<CR>')
  check('the words are asked for', editor:asks('And why%? *\nAnswer:'), editor:screen())
  editor:type('because<CR>')
  answered(editor, 'lists', 'Q: Which tables%? *\nA: Carts, Orders *\nQ: And why%? *\nA: because')
end

-- The editor goes away during a run: by the user's wish, and by force.
local function closed(name, leave)
  local editor = open(backfill, trusted)
  local before = #log_of('backfill')
  editor:command('BatonRun runner=slow arguments=a b ' .. name)
  local group = slow_group()
  leave(editor)
  check(name .. ': the editor is gone', editor:ended())
  check(name .. ': its programs end', eventually(function() return not alive(group) end))
  check(name .. ': a run was left', eventually(function() return #log_of('backfill') == before + 1 end))
  local said = vim.fn.system({ vim.env.BATON, '--run', backfill, '--resume', '--runner', 'shout' })
  equal(name .. ': --resume ends well', vim.v.shell_error, 0)
  check(name .. ': in the same run', said:match('going on with run') and said:match('2 done'), said)
end

support.finish(function()
  runners()
  local editor = first()
  phases_and_outputs(editor)
  previews(editor)
  lens(editor)
  no_trust(editor)
  cancelled(confirmation())
  gate()
  question()
  lists()
  closed('left', function(each) each:command('qall!') end)
  closed('killed', function(each) vim.loop.kill(each:pid(), 'sigkill') end)
end)
