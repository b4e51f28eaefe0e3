<?php

// The RPC signature as the provider documents it (version 1.0, HMAC-SHA1), the
// way programs without an SDK carry it about: one function that signs, one
// that posts.

declare(strict_types=1);

/** Adds the common parameters and the signature to the action's own. */
function signed(array $own, string $keyId, string $secret, string $token, string $format): array
{
    $parameters = $own + [
        'AccessKeyId' => $keyId,
        'Format' => $format,
        'SignatureMethod' => 'HMAC-SHA1',
        'SignatureNonce' => bin2hex(random_bytes(16)),
        'SignatureVersion' => '1.0',
        'Timestamp' => gmdate('Y-m-d\TH:i:s\Z'),
        'Version' => '2020-02-17',
    ];
    if ($token !== '') {
        $parameters['SecurityToken'] = $token;
    }
    ksort($parameters, SORT_STRING);
    $canonical = http_build_query($parameters, '', '&', PHP_QUERY_RFC3986);
    $toSign = 'POST&%2F&' . rawurlencode($canonical);
    $parameters['Signature'] = base64_encode(hash_hmac('sha1', $toSign, $secret . '&', true));
    return $parameters;
}

/** Posts a form and returns the HTTP status with the body. */
function post(string $endpoint, array $form): array
{
    $curl = curl_init("http://$endpoint/");
    curl_setopt_array($curl, [
        CURLOPT_POSTFIELDS => http_build_query($form),
        CURLOPT_RETURNTRANSFER => true,
    ]);
    $body = curl_exec($curl);
    if ($body === false) {
        throw new RuntimeException(curl_error($curl), curl_errno($curl));
    }
    return [curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $body];
}
