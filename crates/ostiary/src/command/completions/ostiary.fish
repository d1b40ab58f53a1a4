# Completions of ostiary for fish. The program gives the candidates, present profiles included.
complete --keep-order --exclusive --command ostiary --arguments '(ostiary complete fish -- (commandline --current-process --tokenize --cut-at-cursor) (string unescape -- (commandline --current-token --cut-at-cursor)) 2>/dev/null)'
