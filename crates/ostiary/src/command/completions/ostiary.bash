# Completions of ostiary for bash. The program gives the candidates, present profiles included.
_ostiary() {
    COMPREPLY=()
    local each
    while IFS= read -r each; do
        COMPREPLY+=("$each")
    done < <(ostiary complete bash -- "${COMP_LINE:0:COMP_POINT}" "$2" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -o bashdefault -o default -F _ostiary ostiary
