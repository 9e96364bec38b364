// The requests that are not ours, as they are on the wire.

package oauthflow

import "strings"

// strangerRow is a request that is not ours; ADDRESS stands for the endpoint's host and port.
type strangerRow struct {
	name, raw string
	status    int
	reason    string
}

func pathAndMethodRows() []strangerRow {
	ours := "/callback?" + oursQuery
	return []strangerRow{
		// LOOP-07
		{"HEAD is refused", "HEAD " + ours + " HTTP/1.1\r\nHost: ADDRESS\r\n\r\n", 405, "method"},
		{"POST is refused and its body is not waited for", "POST " + ours + " HTTP/1.1\r\nHost: ADDRESS\r\nContent-Length: 1000000\r\n\r\n", 405, "method"},
		{"PUT is refused", "PUT " + ours + " HTTP/1.1\r\nHost: ADDRESS\r\nContent-Length: 0\r\n\r\n", 405, "method"},
		{"OPTIONS is refused", "OPTIONS " + ours + " HTTP/1.1\r\nHost: ADDRESS\r\n\r\n", 405, "method"},
		{"OPTIONS of the server is refused", "OPTIONS * HTTP/1.1\r\nHost: ADDRESS\r\n\r\n", 405, "method"},
		{"CONNECT is refused", "CONNECT ADDRESS HTTP/1.1\r\nHost: ADDRESS\r\n\r\n", 405, "method"},
		{"get in small letters is refused", "get " + ours + " HTTP/1.1\r\nHost: ADDRESS\r\n\r\n", 405, "method"},
		// LOOP-21
		{"a preflight for the private network is refused", "OPTIONS " + ours + " HTTP/1.1\r\nHost: ADDRESS\r\nOrigin: https://evil.test\r\n" +
			"Access-Control-Request-Method: GET\r\nAccess-Control-Request-Private-Network: true\r\n\r\n", 405, "method"},
		// LOOP-08
		{"the root is not found", get("/?" + oursQuery), 404, "path"},
		{"a slash at the end is another path", get("/callback/?" + oursQuery), 404, "path"},
		{"capital letters are another path", get("/CALLBACK?" + oursQuery), 404, "path"},
		{"two slashes are another path", get("//callback?" + oursQuery), 404, "path"},
		{"dots are not resolved", get("/x/../callback?" + oursQuery), 404, "path"},
		{"escapes are not resolved", get("/%63allback?" + oursQuery), 404, "path"},
		{"a whole URL as target is another path", get("http://ADDRESS/callback?" + oursQuery), 404, "path"},
		{"a fragment is part of no path", get("/callback#?" + oursQuery), 404, "path"},
		{"there is no page before the redirect", get("/done"), 404, "path"},
		// LOOP-09
		{"an icon is not found", get("/favicon.ico"), 404, "path"},
		{"robots.txt is not found", get("/robots.txt"), 404, "path"},
	}
}

func hostAndNavigationRows() []strangerRow {
	ours := "GET /callback?" + oursQuery + " HTTP/1.1\r\nHost: "
	return []strangerRow{
		// LOOP-06
		{"another host is refused", ours + "evil.test:80\r\n\r\n", 421, "host"},
		{"localhost is another host than 127.0.0.1", ours + "localhost:PORT\r\n\r\n", 421, "host"},
		{"0.0.0.0 is another host", ours + "0.0.0.0:PORT\r\n\r\n", 421, "host"},
		{"a host without the port is another host", ours + "127.0.0.1\r\n\r\n", 421, "host"},
		{"another port is another host", ours + "127.0.0.1:1\r\n\r\n", 421, "host"},
		{"an empty host is refused", ours + "\r\n\r\n", 421, "host"},
		{"no host in HTTP/1.0 is refused", "GET /callback?" + oursQuery + " HTTP/1.0\r\n\r\n", 421, "host"},
		{"no host in HTTP/1.1 is refused", "GET /callback?" + oursQuery + " HTTP/1.1\r\n\r\n", 400, "malformed"},
		{"two hosts are refused", ours + "ADDRESS\r\nHost: ADDRESS\r\n\r\n", 400, "malformed"},
		// LOOP-20
		{"a fetch of a page is refused", get("/callback?"+oursQuery, "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"), 403, "not_navigation"},
		{"an image is refused", get("/callback?"+oursQuery, "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"), 403, "not_navigation"},
		{"a frame is refused", get("/callback?"+oursQuery, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"), 403, "not_navigation"},
		{"a second mode does not hide the first", get("/callback?"+oursQuery, "Sec-Fetch-Mode: navigate", "Sec-Fetch-Mode: cors"), 403, "not_navigation"},
		{"another origin is refused", get("/callback?"+oursQuery, "Origin: https://evil.test"), 403, "not_navigation"},
		{"a prefetch is refused", get("/callback?"+oursQuery, "Sec-Purpose: prefetch;prerender", "Sec-Fetch-Mode: navigate"), 403, "not_navigation"},
		{"a prefetch in the older words is refused", get("/callback?"+oursQuery, "Purpose: prefetch"), 403, "not_navigation"},
	}
}

func queryRows() []strangerRow {
	return []strangerRow{
		// LOOP-14
		{"a query of 1 MB is refused", get("/callback?" + oursQuery + "&x=" + strings.Repeat("x", 1<<20)), 400, "too_long"},
		{"a query over the limit is refused", get("/callback?" + oursQuery + strings.Repeat("&x=", maxRedirectQuery/3)), 414, "too_long"},
		{"a parameter over the limit is refused", get("/callback?" + oursQuery + "&x=" + strings.Repeat("x", maxRedirectParameter+1)), 414, "too_long"},
		// LOOP-13
		{"headers over the limit are refused", get("/callback?"+oursQuery, "X: "+strings.Repeat("x", 64<<10)), 400, "too_long"},
		// LOOP-15
		{"a repeated code is refused", get("/callback?" + oursQuery + "&code=other"), 400, "repeated_parameter"},
		{"a repeated state is refused", get("/callback?" + oursQuery + "&state=" + testState), 400, "repeated_parameter"},
		{"a repeated iss is refused", get("/callback?iss=a&iss=a&" + oursQuery), 400, "repeated_parameter"},
		{"a repeated error is refused", get("/callback?error=a&error=b&state=" + testState), 400, "repeated_parameter"},
		{"any repeated parameter is refused", get("/callback?x&x&" + oursQuery), 400, "repeated_parameter"},
		// LOOP-10, RESP-03, RESP-15
		{"another state is refused", get("/callback?code=the-code&state=another"), 400, "state"},
		{"no state is refused", get("/callback?code=the-code"), 400, "state"},
		{"an empty state is refused", get("/callback?code=the-code&state="), 400, "state"},
		{"the beginning of the state is refused", get("/callback?code=the-code&state=" + testState[:20]), 400, "state"},
		{"more than the state is refused", get("/callback?code=the-code&state=" + testState + "x"), 400, "state"},
		{"the state in other letters is refused", get("/callback?code=the-code&state=" + strings.ToLower(testState)), 400, "state"},
		{"no query is refused", get("/callback"), 400, "state"},
		// LOOP-11
		{"an error without our state is a stranger's", get("/callback?error=access_denied"), 400, "state"},
		{"an error with another state is a stranger's", get("/callback?error=access_denied&state=x"), 400, "state"},
		// NATIVE-06
		{"a bad escape is refused", get("/callback?code=%zz&state=" + testState), 400, "malformed"},
		{"a semicolon is refused", get("/callback?code=a;state=" + testState), 400, "malformed"},
		{"what is not HTTP is refused", "hello\r\n\r\n", 400, "malformed"},
		{"HTTP/2 without TLS is refused", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 405, "method"},
		{"an expectation that we cannot meet is refused", get("/callback?"+oursQuery, "Expect: a-miracle"), 400, "malformed"},
	}
}
