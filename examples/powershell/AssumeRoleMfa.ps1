# AWS Tools for PowerShell: -EndpointUrl, or AWS_ENDPOINT_URL with version 5
$code = Read-Host "Enter MFA code for $env:MFA_SERIAL"
$role = Use-STSRole -RoleArn $env:ROLE_ARN -RoleSessionName powershell-example `
    -SerialNumber $env:MFA_SERIAL -TokenCode $code -EndpointUrl $env:AWS_ENDPOINT_URL
(Get-STSCallerIdentity -Credential $role.Credentials -EndpointUrl $env:AWS_ENDPOINT_URL).Arn
Get-S3Bucket -Credential $role.Credentials -EndpointUrl $env:AWS_ENDPOINT_URL | ForEach-Object BucketName
