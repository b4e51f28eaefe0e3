<?php

// Kingsoft Cloud, signed with the PHP of its document, 号码百科 openAPI.
//
// sign is the document's own. Repairs: none. The document has no PHP that
// sends; that is the curl extension and http_build_query here.

const SDK = 'no SDK: the document\'s sign in PHP, ext-curl';

function sign($params, $secret_key)
{
    ksort($params, SORT_STRING);
    $str_encode = '';
    foreach($params as $k=>$v) {
        $str_encode .= rawurlencode($k).'='.rawurlencode($v).'&';
    }
    $str_encode = substr($str_encode, 0, -1);
    return hash_hmac("sha256", $str_encode, $secret_key);
}

function heard(array $call): array
{
    $params = array_filter([
        $call['field'] => $call['numbers'],
        'Action' => $call['action'],
        'Version' => '2019-05-01',
        'SignatureVersion' => '1.0',
        'SignatureMethod' => 'HMAC-SHA256',
        'Timestamp' => gmdate('Y-m-d\TH:i:s\Z'),
        'Service' => 'cpn',
        'Accesskey' => $call['account'],
        'SecurityToken' => $call['token'],
        'DryRun' => $call['dryRun'],
    ]);
    $params['Signature'] = sign($params, $call['secret']);
    [$status, $body] = post($call['url'], http_build_query($params));
    return ['httpStatus' => $status, 'body' => $body] + told(json_decode($body, true));
}

function post(string $url, string $form): array
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [CURLOPT_POSTFIELDS => $form, CURLOPT_RETURNTRANSFER => true]);
    $body = curl_exec($curl);
    if ($body === false) {
        throw new RuntimeException(curl_error($curl), curl_errno($curl));
    }
    return [curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $body];
}

function told(array $body): array
{
    if (isset($body['Error'])) {
        return ['code' => $body['Error']['Code']];
    }
    if (isset($body['Result'])) {
        return ['statuses' => [(string) $body['Result']['PhoneStatus']]];
    }
    return ['statuses' => array_column($body['Data'] ?? [$body], 'CheckStatus')];
}
