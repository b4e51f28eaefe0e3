<?php

// ywjisu, with the PHP of its document, 码号状态极速检测 API 接口规范, section 1.5.
//
// check is the document's own, the empty pair in its form included. Repairs:
//
//  1. The URL ends in a space there, and libcurl refuses it. The space is gone.
//  2. The URL, the account, the number, the timestamp and the token are values, not
//     printed text; the token is made as section 1.2 says.
//
// It prints the answer (RETURNTRANSFER 0) and looks at nothing.

const SDK = 'no SDK: the document\'s PHP, ext-curl';

function check($url, $code, $pwd, $mobiles, $timestamp, $token)
{
    //post 方式
    $curlPost=
    "code=$code&pwd=$pwd&mobiles=$mobiles&&timestamp=$timestamp&token=$token";
    $ch=curl_init();
    curl_setopt($ch,CURLOPT_URL,$url);
    curl_setopt($ch,CURLOPT_HEADER,0);
    curl_setopt($ch,CURLOPT_RETURNTRANSFER,0);
    //设置是通过 post
    curl_setopt($ch,CURLOPT_POST,1);
    //传递的变量
    curl_setopt($ch,CURLOPT_POSTFIELDS,$curlPost);
    $data = curl_exec($ch);
    curl_close($ch);
}

function heard(array $call): array
{
    $timestamp = (string) time();
    $token = md5($call['account'] . $call['secret'] . $timestamp);
    ob_start();
    check($call['url'], $call['account'], $call['password'], $call['numbers'], $timestamp, $token);
    return ['body' => ob_get_clean()];
}
