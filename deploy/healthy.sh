#!/bin/bash
# Ends with 0 when http://127.0.0.1:$1$2 answers 200. Needs nothing but bash: the image has no HTTP client for sure.
exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
head -n 1 <&3 | grep -q ' 200'
