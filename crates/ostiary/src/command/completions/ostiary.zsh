#compdef ostiary
# Completions of ostiary for zsh. The program gives the candidates, present profiles included.
_ostiary() {
    local -a found
    found=("${(@f)$(ostiary complete zsh -- "${(Q@)words[1,CURRENT]}" 2>/dev/null)}")
    if [[ -n "$found" ]]; then
        _describe -V 'ostiary' found
    else
        _default
    fi
}
if [[ "$funcstack[1]" == _ostiary ]]; then
    _ostiary "$@"
else
    compdef _ostiary ostiary
fi
