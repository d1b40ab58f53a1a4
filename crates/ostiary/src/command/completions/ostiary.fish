# Completions of ostiary for fish. Which ones there are, the program says, by the profiles there are now.
complete --keep-order --exclusive --command ostiary --arguments '(ostiary complete fish -- (commandline --current-process --tokenize --cut-at-cursor) (string unescape -- (commandline --current-token --cut-at-cursor)) 2>/dev/null)'
