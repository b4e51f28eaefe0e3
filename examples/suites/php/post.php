<?php

declare(strict_types=1);

/** Posts a form and returns the body of the answer, whatever its status. */
function post(string $url, array $form): string
{
    $curl = curl_init($url);
    curl_setopt_array($curl, [CURLOPT_POSTFIELDS => http_build_query($form), CURLOPT_RETURNTRANSFER => true]);
    $body = curl_exec($curl);
    if ($body === false) {
        throw new RuntimeException(curl_error($curl), curl_errno($curl));
    }
    return $body;
}
