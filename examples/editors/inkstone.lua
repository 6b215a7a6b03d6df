-- Code completion by Inkstone. In init.lua: dofile('/path/to/inkstone/examples/editors/inkstone.lua'), with INKSTONE_API_KEY in the
-- environment. Neovim 0.12 shows it in line and takes it with Tab; older ones complete with Ctrl-X Ctrl-O.
local here = debug.getinfo(1, 'S').source:sub(2):match('(.*/)') or './'
local filetypes = { 'java', 'python', 'javascript', 'typescript', 'go', 'rust', 'c', 'cpp' }
local command = { vim.fn.fnamemodify(here .. '../../inkstone', ':p'), 'lsp' }
vim.list_extend(command, vim.g.inkstone_arguments or {})

vim.lsp.handlers['inkstone/status'] = function(_, status) vim.g.inkstone = status.state end

if vim.lsp.config then
  vim.lsp.config('inkstone', {
    cmd = command,
    filetypes = filetypes,
    root_markers = { '.git' },
    init_options = { debounce = 75, multiLine = 'auto' },
  })
  vim.lsp.enable('inkstone')
  if vim.lsp.inline_completion then
    vim.lsp.inline_completion.enable(true)
    vim.keymap.set('i', '<Tab>', function() return vim.lsp.inline_completion.get() and '' or '<Tab>' end, { expr = true })
  end
else
  local client
  vim.api.nvim_create_autocmd('FileType', {
    pattern = filetypes,
    callback = function(event)
      client = client or vim.lsp.start_client({
        name = 'inkstone',
        cmd = command,
        root_dir = vim.fn.getcwd(),
        init_options = { debounce = 75, multiLine = 'never' },
      })
      vim.lsp.buf_attach_client(event.buf, client)
      vim.bo[event.buf].omnifunc = 'v:lua.vim.lsp.omnifunc'
    end,
  })
end
