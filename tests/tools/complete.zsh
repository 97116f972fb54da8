# What zsh completes of a command line:  zsh -f complete.zsh FOLDER "smimelint --form"
# FOLDER holds _smimelint and the command.  A shell on a pseudo-terminal gets the line and a tab; what its
# completion adds is written down instead of shown.
zmodload zsh/zpty
zpty inner zsh -f -i
zpty -w inner "PS1= PS2= RPS1=; unsetopt zle_bracketed_paste; stty -echo; path=($1 \$path); fpath=($1 \$fpath)"
zpty -w inner 'autoload -Uz compinit; compinit -u -D; zstyle ":completion:*" list-grouped no'
zpty -w inner 'compadd() { local -a found; builtin compadd -O found "$@"; (( $#found )) && print -l -- "MATCH "${^found} >> '$1'/matches; builtin compadd "$@" }'
zpty -w inner 'done-now() { print over >> '$1'/matches }; zle -N done-now; bindkey "^X^D" done-now; bindkey "^I" list-choices'
zpty -w inner "print ready > $1/ready"
until [[ -e $1/ready ]]; do sleep 0.05; done
zpty -w -n inner "$2"$'\t'
zpty -w -n inner $'\x18\x04'
for ((i = 0; i < 100; i++)); do grep -q over $1/matches 2> /dev/null && break; sleep 0.1; done
zpty -d inner
sed -n 's/^MATCH //p' $1/matches | sort -u
