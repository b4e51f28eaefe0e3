<?php

// The witness protocol: a case per line on stdin, what curl and a decoder made
// of the answer per line on stdout.

declare(strict_types=1);

require __DIR__ . '/signer.php';

const SDK = 'no SDK: the RPC signer in plain PHP, ext-curl';

function ask(array $case): array
{
    $form = signed(
        ['Action' => $case['operation']] + parameters($case),
        $case['accessKeyId'],
        $case['accessKeySecret'],
        $case['securityToken'],
        $case['format'],
    );
    try {
        [$status, $body] = post($case['endpoint'], $form);
        return told($status, decoded($body, $case['format']));
    } catch (Throwable $error) {
        return ['ok' => false, 'errorType' => $error::class, 'message' => $error->getMessage()];
    }
}

function parameters(array $case): array
{
    if ($case['operation'] === 'DescribePhoneNumberStatus') {
        return ['PhoneNumber' => $case['phoneNumber']];
    }
    return ['AuthCode' => $case['authCode'], 'InputNumber' => $case['phoneNumber'], 'Mask' => $case['mask']];
}

/** XML becomes the arrays that JSON gives, by the usual round trip. */
function decoded(string $body, string $format): array
{
    if ($format === 'XML') {
        $body = json_encode(new SimpleXMLElement($body, LIBXML_NOCDATA), JSON_THROW_ON_ERROR);
    }
    return json_decode($body, true, 512, JSON_THROW_ON_ERROR);
}

/** curl raises nothing for a 4xx: the status and the decoded body are the error. */
function told(int $status, array $body): array
{
    $answer = ['httpStatus' => $status, 'requestId' => $body['RequestId'] ?? ''];
    if ($status === 200 && ($body['Code'] ?? '') === 'OK') {
        $phone = $body['PhoneStatus'] ?? $body['Data'];
        return $answer + [
            'ok' => true,
            'code' => $body['Code'],
            'status' => $phone['Status'],
            'carrier' => $phone['Carrier'],
            'serialId' => $phone['SerialId'] ?? '',
        ];
    }
    return $answer + [
        'ok' => false,
        'errorCode' => $body['Code'] ?? '',
        'message' => $body['Message'] ?? '',
        'hostId' => $body['HostId'] ?? '',
        'recommend' => $body['Recommend'] ?? '',
    ];
}

while (($line = fgets(STDIN)) !== false) {
    $case = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
    $seen = ['name' => $case['name'], 'sdk' => SDK] + ask($case);
    echo json_encode($seen, JSON_THROW_ON_ERROR), "\n";
    flush();
}
