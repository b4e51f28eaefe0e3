<?php

declare(strict_types=1);

/** Asks ywjisu about lists of numbers, with the token its document describes. */
final class YwjisuNumbers
{
    public function __construct(
        private readonly string $url,
        private readonly string $code,
        private readonly string $password,
        private readonly string $privateKey,
    ) {
    }

    /** The status of each number, in ywjisu's word: 1 is in use, 0 nobody's. */
    public function statuses(array $numbers): array
    {
        $timestamp = (string) time();
        $answer = json_decode(post("$this->url/Api/ApiAuth/getCheckResult", [
            'code' => $this->code, 'pwd' => $this->password, 'mobiles' => implode(',', $numbers),
            'timestamp' => $timestamp, 'token' => md5($this->code . $this->privateKey . $timestamp),
        ]), true, 16, JSON_THROW_ON_ERROR);
        if ($answer['resultCode'] !== '000000') {
            throw new RuntimeException("{$answer['resultCode']}: {$answer['resultMsg']}");
        }
        return array_column($answer['resultObj'], 'status', 'mobile');
    }
}
