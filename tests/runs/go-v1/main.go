// AWS SDK for Go v1: the provider that asks for a code, the managers, waiters, presigned requests. Prints what happened as
// JSON.
package main

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go/aws"
	"github.com/aws/aws-sdk-go/aws/awserr"
	"github.com/aws/aws-sdk-go/aws/credentials"
	"github.com/aws/aws-sdk-go/aws/credentials/stscreds"
	"github.com/aws/aws-sdk-go/aws/session"
	"github.com/aws/aws-sdk-go/service/iam"
	"github.com/aws/aws-sdk-go/service/kms"
	"github.com/aws/aws-sdk-go/service/s3"
	"github.com/aws/aws-sdk-go/service/s3/s3manager"
	"github.com/aws/aws-sdk-go/service/sts"
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

var p plan

// this SDK reads no AWS_ENDPOINT_URL
func as(provider *credentials.Credentials) *session.Session {
	return session.Must(session.NewSession(&aws.Config{
		Endpoint: &p.Endpoint, Region: aws.String("us-east-1"), S3ForcePathStyle: aws.Bool(true),
		Credentials: provider, MaxRetries: aws.Int(0),
	}))
}

func static(k keys) *credentials.Credentials {
	return credentials.NewStaticCredentials(k.AccessKeyID, k.SecretAccessKey, k.SessionToken)
}

func code(err error) any {
	if found, ok := err.(awserr.Error); ok {
		return found.Code()
	}
	return err
}

func main() {
	text, err := os.ReadFile(os.Getenv("PLAN"))
	check(err)
	check(json.Unmarshal(text, &p))
	results := map[string]any{}
	role := stscreds.NewCredentials(as(static(p.Key)), p.Role, func(o *stscreds.AssumeRoleProvider) {
		o.RoleSessionName = "go-v1"
		o.SerialNumber = aws.String(p.Serial)
		o.TokenProvider = func() (string, error) { return p.Code, nil }
	})
	identity, err := sts.New(as(role)).GetCallerIdentity(&sts.GetCallerIdentityInput{})
	check(err)
	results["assumed"] = strings.Split(*identity.Arn, ":")[5]
	user, err := iam.New(as(static(p.Session))).GetUser(&iam.GetUserInput{})
	check(err)
	results["user"] = *user.User.UserName == p.User

	signedIn := as(static(p.Session))
	large := make([]byte, 12<<20)
	_, err = rand.Read(large)
	check(err)
	_, err = s3manager.NewUploader(signedIn).Upload(&s3manager.UploadInput{Bucket: &p.Bucket, Key: aws.String("large"), Body: bytes.NewReader(large)})
	check(err)
	back := aws.NewWriteAtBuffer(nil)
	_, err = s3manager.NewDownloader(signedIn).Download(back, &s3.GetObjectInput{Bucket: &p.Bucket, Key: aws.String("large")})
	check(err)
	results["large"] = bytes.Equal(back.Bytes(), large)
	client := s3.New(signedIn)
	check(client.WaitUntilObjectExists(&s3.HeadObjectInput{Bucket: &p.Bucket, Key: aws.String("large")}))
	region, err := s3manager.GetBucketRegionWithClient(aws.BackgroundContext(), client, p.Bucket)
	check(err)
	results["region"] = region
	request, _ := client.PutObjectRequest(&s3.PutObjectInput{Bucket: &p.Bucket, Key: aws.String("by url")})
	url, err := request.Presign(5 * time.Minute)
	check(err)
	put, err := http.NewRequest("PUT", url, strings.NewReader("by url"))
	check(err)
	answer, err := http.DefaultClient.Do(put)
	check(err)
	results["presigned_put"] = answer.StatusCode
	got, err := client.GetObject(&s3.GetObjectInput{Bucket: &p.Bucket, Key: aws.String("by url")})
	check(err)
	body, err := io.ReadAll(got.Body)
	check(err)
	results["by_url"] = string(body)
	_, err = kms.New(signedIn).ListKeys(&kms.ListKeysInput{})
	results["another_service"] = code(err)
	_, err = s3.New(as(static(p.Key))).ListObjectsV2(&s3.ListObjectsV2Input{Bucket: &p.Bucket})
	results["without_mfa"] = code(err)
	out, err := json.Marshal(results)
	check(err)
	fmt.Println(string(out))
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}
