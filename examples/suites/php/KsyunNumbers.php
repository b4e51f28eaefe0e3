<?php

declare(strict_types=1);

/** Asks Kingsoft Cloud about lists of numbers, signed as its document says. */
final class KsyunNumbers
{
    /** @param int $most how many numbers it puts into one call */
    public function __construct(
        private readonly string $url,
        private readonly string $accessKey,
        private readonly string $secretKey,
        private readonly int $most = 50,
    ) {
    }

    /** The status of each number, as Kingsoft Cloud counts them: 1 is in use, 0 nobody's. */
    public function statuses(array $numbers): array
    {
        $statuses = [];
        foreach (array_chunk($numbers, $this->most) as $some) {
            $answer = $this->call(['Action' => 'BatchPhoneNumberStatus', 'Mobiles' => implode(',', $some)]);
            if (isset($answer['Error'])) {
                throw new RuntimeException("{$answer['Error']['Code']}: {$answer['Error']['Message']}");
            }
            foreach ($answer['Data'] as $one) {
                $statuses[$one['Mobile']] = $one['CheckStatus'];
            }
        }
        return $statuses;
    }

    private function call(array $own): array
    {
        $params = $own + [
            'Accesskey' => $this->accessKey, 'Service' => 'cpn', 'SignatureMethod' => 'HMAC-SHA256',
            'SignatureVersion' => '1.0', 'Timestamp' => gmdate('Y-m-d\TH:i:s\Z'), 'Version' => '2019-05-01',
        ];
        ksort($params, SORT_STRING);
        $toSign = http_build_query($params, '', '&', PHP_QUERY_RFC3986);
        $params['Signature'] = hash_hmac('sha256', $toSign, $this->secretKey);
        return json_decode(post("$this->url/", $params), true, 16, JSON_THROW_ON_ERROR);
    }
}
