// AWS SDK for Go v2: an AssumeRole provider that asks for an MFA token. Prints what happened as JSON.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

type plan struct {
	Endpoint    string `json:"endpoint"`
	Region      string `json:"region"`
	AccessKeyID string `json:"access_key_id"`
	Secret      string `json:"secret_access_key"`
	Serial      string `json:"serial"`
	Code        string `json:"code"`
	WrongCode   string `json:"wrong_code"`
	RoleArn     string `json:"role_arn"`
	ExternalID  string `json:"external_id"`
	Expired     struct{ AccessKeyId, SecretAccessKey, SessionToken string }
}

func main() {
	var p plan
	text, err := os.ReadFile(os.Getenv("PLAN"))
	check(err)
	check(json.Unmarshal(text, &p))
	ctx := context.Background()

	config := func(provider aws.CredentialsProvider) aws.Config {
		return aws.Config{
			Region:           p.Region,
			Credentials:      aws.NewCredentialsCache(provider),
			BaseEndpoint:     aws.String(p.Endpoint),
			RetryMaxAttempts: 1,
		}
	}
	longTerm := credentials.NewStaticCredentialsProvider(p.AccessKeyID, p.Secret, "")
	wrong := credentials.NewStaticCredentialsProvider(p.AccessKeyID, strings.Repeat("x", 40), "")
	expired := credentials.NewStaticCredentialsProvider(p.Expired.AccessKeyId, p.Expired.SecretAccessKey, p.Expired.SessionToken)
	assumed := func(code string) aws.CredentialsProvider {
		return stscreds.NewAssumeRoleProvider(sts.NewFromConfig(config(longTerm)), p.RoleArn, func(o *stscreds.AssumeRoleOptions) {
			o.RoleSessionName = "go"
			o.ExternalID = aws.String(p.ExternalID)
			if code != "" {
				o.SerialNumber = aws.String(p.Serial)
				o.TokenProvider = func() (string, error) { return code, nil }
			}
		})
	}
	identity := func(provider aws.CredentialsProvider) (interface{}, error) {
		out, err := sts.NewFromConfig(config(provider)).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err != nil {
			return nil, err
		}
		return *out.Arn, nil
	}
	buckets := func(provider aws.CredentialsProvider) (interface{}, error) {
		out, err := s3.NewFromConfig(config(provider), func(o *s3.Options) { o.UsePathStyle = true }).ListBuckets(ctx, &s3.ListBucketsInput{})
		if err != nil {
			return nil, err
		}
		names := []string{}
		for _, bucket := range out.Buckets {
			names = append(names, *bucket.Name)
		}
		return names, nil
	}

	results := map[string]interface{}{}
	step := func(name string, value interface{}, err error) {
		var service smithy.APIError
		switch {
		case errors.As(err, &service):
			results[name] = service.ErrorCode()
		case err != nil:
			results[name] = err.Error()
		default:
			results[name] = value
		}
	}
	value, err := identity(longTerm)
	step("identity", value, err)
	value, err = identity(wrong)
	step("wrong_secret", value, err)
	value, err = buckets(longTerm)
	step("list_without_mfa", value, err)
	value, err = identity(assumed(""))
	step("assume_without_mfa", value, err)
	value, err = identity(assumed(p.WrongCode))
	step("assume_wrong_code", value, err)
	role := aws.NewCredentialsCache(assumed(p.Code))
	value, err = identity(role)
	step("assumed_identity", value, err)
	value, err = buckets(role)
	step("buckets", value, err)
	value, err = identity(assumed(p.Code))
	step("reused_code", value, err)
	value, err = buckets(expired)
	step("expired", value, err)
	out, err := json.Marshal(results)
	check(err)
	fmt.Println(string(out))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
