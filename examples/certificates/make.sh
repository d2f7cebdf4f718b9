#!/bin/sh
# Makes the certificates of the example, as Alipay's are: a root, an issuer beneath it, and beneath that the app's and
# two of Alipay's. With OpenSSL 3, valid from 2020 to 2120. For examples only: everybody knows the private keys.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

cat > "$work/config" <<END
[ca]
default_ca=ours
[ours]
database=$work/index
rand_serial=yes
new_certs_dir=$work
default_md=sha256
unique_subject=no
policy=any
[any]
commonName=supplied
[issuing]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
[signing]
keyUsage=critical,digitalSignature
[req]
distinguished_name=none
string_mask=utf8only
[none]
END
: > "$work/index"

issue() { # name, subject, what it may do, issuer
  openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$work/$1.key.pem"
  openssl req -new -utf8 -config "$work/config" -key "$work/$1.key.pem" -subj "$2" -out "$work/request"
  if [ "$1" = "$4" ]; then by=-selfsign; else by="-cert $work/$4.pem"; fi
  # shellcheck disable=SC2086
  openssl ca -batch -notext -preserveDN -config "$work/config" -extensions "$3" $by -keyfile "$work/$4.key.pem" \
    -startdate 20200101000000Z -enddate 21200101000000Z -in "$work/request" -out "$work/$1.pem"
}

issue root '/C=CN/O=Example/CN=Example Root R1' issuing root
issue issuer '/C=CN/O=Example/CN=Example Class 2 R1' issuing root
issue app '/C=CN/O=Shop/CN=Shop-2021000000000001' signing issuer
issue alipay '/C=CN/O=Alipay/CN=支付宝(中国)网络技术有限公司' signing issuer
issue alipay-next '/C=CN/O=Alipay/CN=支付宝(中国)网络技术有限公司' signing issuer

# Alipay hands its certificates out with their issuer. Nobody needs the keys of those who issue.
for name in alipay alipay-next; do cat "$work/issuer.pem" >> "$work/$name.pem"; done
chmod 644 "$work"/*.pem
mv "$work/root.pem" "$work"/app.* "$work"/alipay* .
