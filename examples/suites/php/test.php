<?php

// php test.php

declare(strict_types=1);

require __DIR__ . '/suite.php';

run([
    'Kingsoft Cloud: a list longer than a call takes is cut' => function () {
        $statuses = ksyun()->statuses(list_of(51));
        same(51, count($statuses));
        same(['1'], array_values(array_unique($statuses)));
    },
    'Kingsoft Cloud: a number nobody has' => fn () => same(['13900200404' => '0'], ksyun()->statuses(['13900200404'])),
    'ywjisu: in use, and nobody\'s' => fn () => same(
        ['13900300200' => '1', '13900300404' => '0'],
        ywjisu()->statuses(['13900300200', '13900300404']),
    ),
    'ywjisu: out of quota is reported' => function () {
        try {
            ywjisu()->statuses(['13900310200']);
        } catch (RuntimeException $refused) {
            same('400201', substr($refused->getMessage(), 0, 6));
            return;
        }
        throw new RuntimeException('it was answered');
    },
]);
