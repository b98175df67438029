#!/bin/sh
# 用 rsync 把 {{ place }}/{{ current }} 送到网站的文件夹；由 site-builder deploy --recipe rsync 印出。
#   sh rsync.sh 用户@主机:/srv/www/site/ --dry-run   只列出会变的文件
#   sh rsync.sh 用户@主机:/srv/www/site/
# 新的先到，再换改过的：没有哪个网页比它要用的文件先到，没有哪个列表比它列的网页先到。
# 中途断了，再运行一次就接着做完。上一版的 {{ assets }} 多留一版，给还开着的旧页面用。
set -eu
to=${1:?要写送到哪里，例如 用户@主机:/srv/www/site/}
shift
current="{{ place }}/{{ current }}"
earlier="{{ place }}/{{ earlier }}"

# 按内容比较；一步里的文件先全部放到旁边，再一起换上。
send() {
    rsync --recursive --checksum --delay-updates --itemize-changes "$@" "$current/" "$to"
}

# 两版里都没有的才删；要不要换由 --dry-run 以外的各步决定。
remove() {
    set -- "$@" "$current/./"
    if [ -d "$earlier/{{ assets }}" ]; then
        set -- "$@" "$earlier/./{{ assets }}"
    fi
    rsync --recursive --relative --delete --itemize-changes "$@" "$to"
}

if [ "${1:-}" = --dry-run ]; then
    remove --checksum --dry-run
    exit
fi

# 规则写在变量里，不经文件名展开。
set -f
pages='--exclude=*.html --exclude=*.html.gz --exclude=*.html.br'
last='--exclude=/{{ manifest }}'
home="$last --exclude=/index.html*"
lists="$home --exclude=/*/index.html*{% for one in languages %} --exclude=/{{ one }}/*/index.html*{% endfor %}"
lists="$lists{% for one in entries %} --exclude={{ one }}*{% endfor %}"

# shellcheck disable=SC2086
{
    send --ignore-existing $lists $pages
    send --ignore-existing $lists
    send $lists $pages
    send $lists
    send $home
    send $last
    send
}
remove --existing --ignore-existing
