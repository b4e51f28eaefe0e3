<?php

// A suite that passes with a client that must not: it puts 51 numbers into one
// call, where a call takes 50, and takes the refusal for an answer. Its own
// assertion cannot see that; the simulator can.
//
//     php careless.php

declare(strict_types=1);

require __DIR__ . '/suite.php';

run([
    'Kingsoft Cloud: a long list is asked about' => function () {
        try {
            ksyun(most: 100)->statuses(list_of(51));
        } catch (RuntimeException) {
            // Not today, then.
        }
    },
]);
