<?php

// The protocol of the sample clients: a call per line on stdin, what the
// client of the provider named made of it per line on stdout.

declare(strict_types=1);

require __DIR__ . "/$argv[1].php";

while (($line = fgets(STDIN)) !== false) {
    $call = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
    $heard = ['name' => $call['name'], 'sdk' => SDK] + heard($call);
    echo json_encode($heard, JSON_THROW_ON_ERROR), "\n";
    flush();
}
