// AWS SDK for Go v2 with nothing but its default chain. Prints who it is, by which key, from where, and what only MFA may
// list.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

func main() {
	ctx := context.Background()
	settings, err := config.LoadDefaultConfig(ctx)
	check(err)
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

func check(err error) {
	if err != nil {
		panic(err)
	}
}
