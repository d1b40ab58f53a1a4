// AWS SDK for Go v2 with nothing but its default chain. Prints who it is, by which key, from where, and what only MFA may
// list.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

func main() {
	ctx := context.Background()
	settings, err := config.LoadDefaultConfig(ctx)
	check(err)
	if url := endpoint(); url != "" {
		settings.EndpointResolverWithOptions = aws.EndpointResolverWithOptionsFunc(
			func(service, region string, _ ...interface{}) (aws.Endpoint, error) {
				return aws.Endpoint{URL: url, HostnameImmutable: true, SigningRegion: region}, nil
			})
	}
	used, err := settings.Credentials.Retrieve(ctx)
	check(err)
	who, err := sts.NewFromConfig(settings).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	check(err)
	found := map[string]interface{}{"arn": *who.Arn, "key": used.AccessKeyID, "provider": used.Source}
	listed, err := s3.NewFromConfig(settings).ListBuckets(ctx, &s3.ListBucketsInput{})
	var refused smithy.APIError
	if errors.As(err, &refused) {
		found["buckets"] = refused.ErrorCode()
	} else {
		check(err)
		names := []string{}
		for _, bucket := range listed.Buckets {
			names = append(names, *bucket.Name)
		}
		found["buckets"] = names
	}
	out, err := json.Marshal(found)
	check(err)
	fmt.Println(string(out))
}

// Debian's version is from before AWS_ENDPOINT_URL and endpoint_url: looked up as later versions do.
func endpoint() string {
	if url := os.Getenv("AWS_ENDPOINT_URL"); url != "" {
		return url
	}
	text, err := os.ReadFile(config.DefaultSharedConfigFilename())
	check(err)
	inside := false
	for _, line := range strings.Split(string(text), "\n") {
		if strings.HasPrefix(line, "[") {
			inside = line == "[profile "+os.Getenv("AWS_PROFILE")+"]"
		}
		name, value, _ := strings.Cut(line, "=")
		if inside && strings.TrimSpace(name) == "endpoint_url" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
