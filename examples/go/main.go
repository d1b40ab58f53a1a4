package main

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"
)

func main() {
	ctx := context.Background()
	// the SDK reads AWS_ENDPOINT_URL (from November 2023)
	cfg, err := config.LoadDefaultConfig(ctx)
	if err != nil {
		log.Fatal(err)
	}
	role := stscreds.NewAssumeRoleProvider(sts.NewFromConfig(cfg), os.Getenv("ROLE_ARN"), func(o *stscreds.AssumeRoleOptions) {
		o.RoleSessionName = "go-example"
		o.SerialNumber = aws.String(os.Getenv("MFA_SERIAL"))
		o.TokenProvider = stscreds.StdinTokenProvider
	})
	cfg.Credentials = aws.NewCredentialsCache(role)
	identity, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(*identity.Arn)
	client := s3.NewFromConfig(cfg, func(o *s3.Options) { o.UsePathStyle = true })
	buckets, err := client.ListBuckets(ctx, &s3.ListBucketsInput{})
	if err != nil {
		log.Fatal(err)
	}
	for _, bucket := range buckets.Buckets {
		fmt.Println(*bucket.Name)
	}
}
