<?php
require 'vendor/autoload.php';

use Aws\S3\S3Client;
use Aws\Sts\StsClient;

$common = ['region' => getenv('AWS_REGION'), 'endpoint' => getenv('AWS_ENDPOINT_URL')];
$code = trim(readline('Enter MFA code for ' . getenv('MFA_SERIAL') . ': '));
$sts = new StsClient($common);
$assumed = $sts->assumeRole([
    'RoleArn' => getenv('ROLE_ARN'),
    'RoleSessionName' => 'php-example',
    'SerialNumber' => getenv('MFA_SERIAL'),
    'TokenCode' => $code,
]);
$role = $common + ['credentials' => $sts->createCredentials($assumed)];
echo (new StsClient($role))->getCallerIdentity()['Arn'], PHP_EOL;
$s3 = new S3Client($role + ['use_path_style_endpoint' => true]);
foreach ($s3->listBuckets()['Buckets'] as $bucket) {
    echo $bucket['Name'], PHP_EOL;
}
