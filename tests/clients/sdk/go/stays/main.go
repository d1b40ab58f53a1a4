// Go's HTTP client follows redirections, and takes X-Amz-Security-Token along to the other host. It is driven here as the
// SDKs drive it, with credentials that lack this or that, and tells which hosts it would have gone to.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
)

type result struct {
	Name   string   `json:"name"`
	Status int      `json:"status"`
	Type   string   `json:"type"`
	Body   string   `json:"body"`
	Others []string `json:"others"`
}

func main() {
	endpoint, err := url.Parse(os.Getenv("AWS_ENDPOINT_URL"))
	if err != nil {
		panic(err)
	}
	var others []string
	dial := func(ctx context.Context, network, address string) (net.Conn, error) {
		if address != endpoint.Host {
			others = append(others, address)
			return nil, errors.New("another host")
		}
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	client := &http.Client{Transport: &http.Transport{DialContext: dial, Proxy: nil}}
	json11, form := "application/x-amz-json-1.1", "application/x-www-form-urlencoded"
	cases := []struct {
		name, query, body string
		headers           map[string]string
	}{
		{"json", "", "{}", map[string]string{"Content-Type": json11, "X-Amz-Target": "TrentService.ListKeys"}},
		{"json unsigned", "", "{}", map[string]string{"Content-Type": json11}},
		{"form without action", "", "Version=2011-06-15", map[string]string{"Content-Type": form}},
		{"no body", "", "", nil},
		{"target in the URL", "?X-Amz-Target=Logs_20140328.DescribeLogGroups", "", nil},
		{"signature in the URL", "?X-Amz-Signature=abc", "", nil},
		{"another type", "", "<x/>", map[string]string{"Content-Type": "text/xml"}},
	}
	var results []result
	for _, one := range cases {
		others = []string{}
		request, err := http.NewRequest("POST", endpoint.String()+"/"+one.query, strings.NewReader(one.body))
		if err != nil {
			panic(err)
		}
		request.Header.Set("X-Amz-Security-Token", "a session token that stays in the house")
		for name, value := range one.headers {
			request.Header.Set(name, value)
		}
		found := result{Name: one.name}
		if response, err := client.Do(request); err == nil {
			body, _ := io.ReadAll(response.Body)
			response.Body.Close()
			found.Status, found.Type, found.Body = response.StatusCode, response.Header.Get("Content-Type"), string(body)
		}
		found.Others = others
		results = append(results, found)
	}
	text, err := json.Marshal(results)
	if err != nil {
		panic(err)
	}
	fmt.Println(string(text))
}
