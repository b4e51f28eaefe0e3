<?php

// Signs as the providers document it, and holds the signer to every vector.
//
//     php check.php aliyun.json ksyun.json ywjisu.json

declare(strict_types=1);

/** Every parameter as it goes over the wire, sorted by name. */
function pairs(array $params): array
{
    ksort($params, SORT_STRING);
    return array_map(fn ($name) => rawurlencode((string) $name) . '=' . rawurlencode($params[$name]), array_keys($params));
}

function aliyun_v1(array $given): array
{
    $params = $given['params'] + [
        'AccessKeyId' => $given['access_key_id'], 'SignatureMethod' => 'HMAC-SHA1', 'SignatureVersion' => '1.0',
        'SignatureNonce' => $given['nonce'], 'Timestamp' => $given['now'],
    ];
    if (isset($given['security_token'])) {
        $params['SecurityToken'] = $given['security_token'];
    }
    $toSign = $given['method'] . '&%2F&' . rawurlencode(implode('&', pairs($params)));
    $signature = base64_encode(hash_hmac('sha1', $toSign, $given['secret'] . '&', true));
    $place = $given['method'] === 'GET' ? 'query' : 'form';
    $wire = [$place => [...pairs($params), 'Signature=' . rawurlencode($signature)]];
    return ['string_to_sign' => $toSign, 'signature' => $signature, 'wire' => $wire];
}

function aliyun_v3(array $given): array
{
    $headers = [
        'host' => parse_url($given['url'], PHP_URL_HOST), 'x-acs-action' => $given['action'],
        'x-acs-version' => $given['version'], 'x-acs-date' => $given['now'],
        'x-acs-signature-nonce' => $given['nonce'], 'x-acs-content-sha256' => hash('sha256', ''),
    ];
    if (isset($given['security_token'])) {
        $headers['x-acs-accesskey-id'] = $given['access_key_id'];
        $headers['x-acs-security-token'] = $given['security_token'];
    }
    $query = pairs($given['params']);
    [$canonical, $signed, $lines] = canonical_request($given['method'], implode('&', $query), $headers, '');
    $toSign = "ACS3-HMAC-SHA256\n" . hash('sha256', $canonical);
    $signature = hash_hmac('sha256', $toSign, $given['secret']);
    $lines[] = "authorization: ACS3-HMAC-SHA256 Credential={$given['access_key_id']},SignedHeaders=$signed,Signature=$signature";
    return [
        'canonical_request' => $canonical, 'string_to_sign' => $toSign, 'signature' => $signature,
        'wire' => ['query' => $query, 'headers' => $lines, 'body' => ''],
    ];
}

function ksyun_v1(array $given): array
{
    $params = $given['params'] + [
        'Accesskey' => $given['access_key_id'], 'Service' => 'cpn', 'SignatureMethod' => 'HMAC-SHA256',
        'SignatureVersion' => '1.0', 'Timestamp' => $given['now'],
    ];
    if (isset($given['region'])) {
        $params['Region'] = $given['region'];
    }
    $toSign = implode('&', pairs($params));
    $signature = hash_hmac('sha256', $toSign, $given['secret']);
    return [
        'string_to_sign' => $toSign, 'signature' => $signature,
        'wire' => ['form' => [...pairs($params), "Signature=$signature"]],
    ];
}

function ksyun_aws4(array $given): array
{
    $date = str_replace(['-', ':'], '', $given['now']);
    $body = implode('&', pairs($given['params']));
    $headers = [
        'accept' => 'application/json', 'content-type' => 'application/x-www-form-urlencoded',
        'host' => parse_url($given['url'], PHP_URL_HOST), 'x-amz-date' => $date,
    ];
    [$canonical, $signed, $lines] = canonical_request('POST', '', $headers, $body);
    $scope = [substr($date, 0, 8), $given['region'], 'cpn', 'aws4_request'];
    $toSign = implode("\n", ['AWS4-HMAC-SHA256', $date, implode('/', $scope), hash('sha256', $canonical)]);
    $key = 'AWS4' . $given['secret'];
    foreach ($scope as $part) {
        $key = hash_hmac('sha256', $part, $key, true);
    }
    $signature = hash_hmac('sha256', $toSign, $key);
    $lines[] = "authorization: AWS4-HMAC-SHA256 Credential={$given['access_key_id']}/" . implode('/', $scope)
        . ", SignedHeaders=$signed, Signature=$signature";
    return [
        'canonical_request' => $canonical, 'string_to_sign' => $toSign, 'signature' => $signature,
        'wire' => ['headers' => $lines, 'body' => $body],
    ];
}

/** The canonical request, the names of the signed headers, and each as it is sent. */
function canonical_request(string $method, string $query, array $headers, string $body): array
{
    ksort($headers, SORT_STRING);
    $text = '';
    $lines = [];
    foreach ($headers as $name => $value) {
        $text .= "$name:$value\n";
        $lines[] = "$name: $value";
    }
    $signed = implode(';', array_keys($headers));
    return [implode("\n", [$method, '/', $query, $text, $signed, hash('sha256', $body)]), $signed, $lines];
}

function ywjisu_token(array $given): array
{
    $timestamp = (string) strtotime($given['now']);
    $toSign = $given['code'] . $given['secret'] . $timestamp;
    $token = md5($toSign);
    $form = [
        'code' => $given['code'], 'pwd' => $given['pwd'], 'mobiles' => $given['mobiles'],
        'timestamp' => $timestamp, 'token' => $token,
    ];
    return ['string_to_sign' => $toSign, 'signature' => $token, 'wire' => ['form' => pairs($form)]];
}

/** Members of an object have no order; == would take "1e1" for "10". */
function same(mixed $made, mixed $wanted): bool
{
    if (is_array($made) && is_array($wanted)) {
        ksort($made);
        ksort($wanted);
    }
    return $made === $wanted;
}

$checked = $failed = 0;
foreach (array_slice($argv, 1) as $name) {
    $file = json_decode(file_get_contents($name), true, 512, JSON_THROW_ON_ERROR);
    if ($file['format'] !== 1) {
        throw new RuntimeException("$name has format {$file['format']}: this program knows 1");
    }
    foreach ($file['vectors'] as $vector) {
        $made = "{$file['provider']}_{$vector['scheme']}"($vector['given']);
        $wrong = array_filter(
            ['canonical_request', 'string_to_sign', 'signature', 'wire'],
            fn ($part) => !same($made[$part] ?? null, $vector[$part] ?? null),
        );
        foreach ($vector['must_not'] as $mistaken) {
            if ($mistaken['signature'] === $made['signature']) {
                $wrong[] = 'mistake: ' . $mistaken['mistake'];
            }
        }
        echo implode(' ', [$wrong ? 'not ok' : 'ok', $file['provider'], $vector['name'], ...$wrong]), "\n";
        $checked++;
        $failed += $wrong ? 1 : 0;
    }
}
echo "$checked vectors, $failed failed\n";
exit($failed || !$checked ? 1 : 0);
