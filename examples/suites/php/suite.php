<?php

// What a suite needs: connections from the environment, a way to say what is
// expected, and an exit status.

declare(strict_types=1);

set_error_handler(fn (int $level, string $message) => throw new ErrorException($message));

require __DIR__ . '/post.php';
require __DIR__ . '/KsyunNumbers.php';
require __DIR__ . '/YwjisuNumbers.php';

function ksyun(int $most = 50): KsyunNumbers
{
    return new KsyunNumbers(getenv('NUMSIM_KSYUN_URL'), getenv('NUMSIM_KSYUN_ACCESS_KEY'), getenv('NUMSIM_KSYUN_SECRET_KEY'), $most);
}

function ywjisu(): YwjisuNumbers
{
    return new YwjisuNumbers(getenv('NUMSIM_YWJISU_URL'), getenv('NUMSIM_YWJISU_CODE'), getenv('NUMSIM_YWJISU_PWD'), getenv('NUMSIM_YWJISU_KEY'));
}

/** Runs each test by its name, and ends with 1 when one fails. */
function run(array $tests): never
{
    $failed = 0;
    foreach ($tests as $name => $test) {
        try {
            $test();
            echo "ok - $name\n";
        } catch (Throwable $e) {
            $failed++;
            echo "not ok - $name\n  {$e->getMessage()}\n";
        }
    }
    exit($failed > 0 ? 1 : 0);
}

function same(mixed $want, mixed $got): void
{
    if ($want !== $got) {
        throw new RuntimeException('want ' . json_encode($want) . ', got ' . json_encode($got));
    }
}

/** Numbers that end as ready-made ones do: all of them are in use. */
function list_of(int $n): array
{
    return array_map(fn ($i) => sprintf('139%04d0200', $i), range(1, $n));
}
