// AWS SDK for Go v2: the providers that take a code, the transfer manager, waiters, paginators, presigner. Prints what
// happened as JSON.
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/credentials/stscreds"
	"github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
)

type keys struct {
	AccessKeyID     string `json:"access_key_id"`
	SecretAccessKey string `json:"secret_access_key"`
	SessionToken    string `json:"session_token"`
}

type plan struct {
	Endpoint, Bucket, Role, Serial, Code, User string
	Session, Key                               keys
}

var (
	ctx = context.Background()
	p   plan
)

// configured is what a user has: AWS_ENDPOINT_URL and a region in the environment, credentials from a provider.
func configured(provider aws.CredentialsProvider) aws.Config {
	found, err := config.LoadDefaultConfig(ctx, config.WithCredentialsProvider(provider), config.WithRetryMaxAttempts(1))
	check(err)
	return found
}

func static(k keys) aws.CredentialsProvider {
	return credentials.NewStaticCredentialsProvider(k.AccessKeyID, k.SecretAccessKey, k.SessionToken)
}

func bucketClient(provider aws.CredentialsProvider) *s3.Client {
	return s3.NewFromConfig(configured(provider), func(o *s3.Options) { o.UsePathStyle = true })
}

func code(err error) any {
	var service smithy.APIError
	if errors.As(err, &service) {
		return service.ErrorCode()
	}
	if err != nil {
		return err.Error()
	}
	return nil
}

func main() {
	text, err := os.ReadFile(os.Getenv("PLAN"))
	check(err)
	check(json.Unmarshal(text, &p))
	results := map[string]any{}

	role := stscreds.NewAssumeRoleProvider(sts.NewFromConfig(configured(static(p.Key))), p.Role, func(o *stscreds.AssumeRoleOptions) {
		o.RoleSessionName = "go"
		o.SerialNumber = aws.String(p.Serial)
		o.TokenProvider = func() (string, error) { return p.Code, nil }
	})
	assumed := configured(aws.NewCredentialsCache(role))
	identity, err := sts.NewFromConfig(assumed).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
	check(err)
	results["assumed"] = strings.Split(*identity.Arn, ":")[5]
	_, err = role.Retrieve(ctx)
	results["code_again"] = code(err)
	user, err := iam.NewFromConfig(configured(static(p.Session))).GetUser(ctx, &iam.GetUserInput{})
	check(err)
	results["user"] = *user.User.UserName == p.User

	session := bucketClient(static(p.Session))
	transfers(session, results)
	reads(session, results)

	_, err = bucketClient(static(p.Key)).ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: &p.Bucket})
	results["without_mfa"] = code(err)
	out, err := json.Marshal(results)
	check(err)
	fmt.Println(string(out))
}

func transfers(client *s3.Client, results map[string]any) {
	manager := transfermanager.New(client)
	large := make([]byte, 20<<20)
	_, err := rand.Read(large)
	check(err)
	for name, algorithm := range map[string]types.ChecksumAlgorithm{
		"default": "", "crc32c": types.ChecksumAlgorithmCrc32c, "sha256": types.ChecksumAlgorithmSha256,
		"crc64nvme": types.ChecksumAlgorithmCrc64nvme, "sha512": types.ChecksumAlgorithmSha512,
	} {
		key := "large/" + name
		_, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: &p.Bucket, Key: aws.String("small/" + name), Body: bytes.NewReader([]byte("small")), ChecksumAlgorithm: algorithm})
		if err != nil {
			results["put_"+name] = code(err)
			continue
		}
		if name == "sha512" {
			continue
		}
		_, err = manager.UploadObject(ctx, &transfermanager.UploadObjectInput{Bucket: &p.Bucket, Key: &key, Body: bytes.NewReader(large)})
		check(err)
		got, err := manager.GetObject(ctx, &transfermanager.GetObjectInput{Bucket: &p.Bucket, Key: &key})
		check(err)
		whole, err := io.ReadAll(got.Body)
		results["large_"+name] = err == nil && bytes.Equal(whole, large)
	}
	file, err := os.CreateTemp("", "download")
	check(err)
	defer os.Remove(file.Name())
	_, err = manager.DownloadObject(ctx, &transfermanager.DownloadObjectInput{Bucket: &p.Bucket, Key: aws.String("large/default"), WriterAt: file})
	check(err)
	whole, err := os.ReadFile(file.Name())
	check(err)
	results["download"] = bytes.Equal(whole, large)
}

func reads(client *s3.Client, results map[string]any) {
	key := aws.String("small/default")
	check(s3.NewObjectExistsWaiter(client).Wait(ctx, &s3.HeadObjectInput{Bucket: &p.Bucket, Key: key}, 10*time.Second))
	head, err := client.HeadBucket(ctx, &s3.HeadBucketInput{Bucket: &p.Bucket})
	check(err)
	results["region"] = aws.ToString(head.BucketRegion)
	presigned, err := s3.NewPresignClient(client).PresignGetObject(ctx, &s3.GetObjectInput{Bucket: &p.Bucket, Key: key})
	check(err)
	answer, err := http.Get(presigned.URL)
	check(err)
	body, err := io.ReadAll(answer.Body)
	check(err)
	results["presigned"] = string(body)
	copied := aws.String("copied here+")
	_, err = client.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &p.Bucket, Key: copied, CopySource: aws.String(p.Bucket + "/" + *key)})
	check(err)
	pages := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: &p.Bucket, MaxKeys: aws.Int32(3)})
	listed := 0
	for pages.HasMorePages() {
		page, err := pages.NextPage(ctx)
		check(err)
		listed += len(page.Contents)
	}
	results["listed"] = listed
	_, err = client.GetObject(ctx, &s3.GetObjectInput{Bucket: &p.Bucket, Key: aws.String("not there")})
	results["missing"] = code(err)
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
