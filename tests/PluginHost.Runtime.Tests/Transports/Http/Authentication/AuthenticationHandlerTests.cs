using System.Net;
using System.Text;

namespace PluginHost.Runtime.Tests.Transports.Http.Authentication;

public sealed class AuthenticationHandlerTests
{
    private static readonly NetworkCredential User = new("admin", "s3cret");

    [Theory]
    [InlineData("MD5", false)]
    [InlineData("MD5-sess", false)]
    [InlineData("SHA-256", false)]
    [InlineData("SHA-256-sess", false)]
    [InlineData("MD5", true)]
    public async Task Get_Twice_CostsOneExtraRoundTripOnly(string algorithm, bool isEndless)
    {
        await using var server = new DigestTestServer(User, algorithm);
        await using var loan = new Loan();
        using var http = Client(loan, server.Http, isEndless: isEndless);
        Assert.Equal("GET /one?a=b%20c&codes=[All] ", await http.GetStringAsync("/one?a=b%20c&codes=[All]"));
        Assert.Equal(2, server.Http.Requests.Count);
        Assert.Equal("GET /two ", await http.GetStringAsync("/two"));
        Assert.Equal("GET /three ", await http.GetStringAsync("/three"));
        Assert.Equal(4, server.Http.Requests.Count);
        Assert.Equal(1, server.Http.Accepted);
    }

    [Fact]
    public async Task Get_ManyAtATime_UsesEveryCountOnce()
    {
        await using var server = new DigestTestServer(User);
        await using var loan = new Loan();
        using var http = Client(loan, server.Http, connections: 4);
        await http.GetStringAsync("/first");
        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => http.GetStringAsync($"/{number}")));
        Assert.Equal(52, server.Http.Requests.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_NonceForgotten_AnswersTheNewOne(bool tellsStale)
    {
        await using var server = new DigestTestServer(User) { TellsStale = tellsStale };
        await using var loan = new Loan();
        using var http = Client(loan, server.Http);
        await http.GetStringAsync("/one");
        server.ForgetNonce();
        Assert.Equal("GET /two ", await http.GetStringAsync("/two"));
        Assert.Equal(4, server.Http.Requests.Count);
    }

    [Fact]
    public async Task Get_EveryNonceStale_GivesUp()
    {
        await using var server = new DigestTestServer(User) { IsForgetful = true };
        await using var loan = new Loan();
        using var http = Client(loan, server.Http);
        using var response = await http.GetAsync("/");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(3, server.Http.Requests.Count);
    }

    [Fact]
    public async Task Get_WrongPassword_IsSentOnceAndTheCallerGetsTheRefusal()
    {
        await using var server = new DigestTestServer(new NetworkCredential("admin", "other"));
        await using var loan = new Loan();
        using var http = Client(loan, server.Http);
        for (var round = 1; round <= 2; round++)
        {
            using var response = await http.GetAsync("/");
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("refused", await response.Content.ReadAsStringAsync());
            Assert.Equal(round, server.Http.Requests.Count(request => request.Authorization is not null));
        }
    }

    [Fact]
    public async Task Post_BufferedBody_IsSentAgain()
    {
        await using var server = new DigestTestServer(User);
        await using var loan = new Loan();
        using var http = Client(loan, server.Http);
        using var response = await http.PostAsync("/set", new StringContent("value=1"));
        Assert.Equal("POST /set value=1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_StreamedBody_IsNotSentAgainButTheNextRequestIsAnswered()
    {
        await using var server = new DigestTestServer(User);
        await using var loan = new Loan();
        using var http = Client(loan, server.Http);
        HttpContent Streamed() => new StreamContent(new MemoryStream("value=1"u8.ToArray()));
        using var refused = await http.PostAsync("/set", Streamed());
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Single(server.Http.Requests);
        using var accepted = await http.PostAsync("/set", Streamed());
        Assert.Equal("POST /set value=1", await accepted.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Get_SeveralChallenges_AnswersTheStrongest()
    {
        await using var server = new HttpTestServer(request => request.Authorization is null
            ? "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"weak\", algorithm=MD5, qop=auth, "
                + "Digest realm=\"r\", nonce=\"strong\", algorithm=SHA-256, qop=auth\r\nContent-Length: 0\r\n\r\n"
            : HttpTestServer.Ok(request.Authorization));
        await using var loan = new Loan();
        using var http = Client(loan, server);
        Assert.Contains("nonce=\"strong\"", await http.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OtherHost_SendsNoCredentials()
    {
        await using var server = new DigestTestServer(User);
        await using var loan = new Loan();
        using var http = Client(loan, server.Http);
        using var response = await http.GetAsync(new Uri($"http://localhost:{server.Http.Address.Port}/"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Null(Assert.Single(server.Http.Requests).Authorization);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Get_BasicAsked_IsAnsweredOverTlsOnly(bool isEncrypted)
    {
        using var certificate = TestCertificate.Create();
        await using var server = new HttpTestServer(
            request => request.Authorization is { } sent
                ? HttpTestServer.Ok(Encoding.UTF8.GetString(Convert.FromBase64String(sent["Basic ".Length..])))
                : "HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\n\r\n",
            isEncrypted ? certificate : null);
        await using var loan = new Loan();
        using var http = Client(loan, server);
        using var response = await http.GetAsync("/");
        Assert.Equal(isEncrypted ? "admin:s3cret" : "", await response.Content.ReadAsStringAsync());
        Assert.Equal(isEncrypted ? 2 : 1, server.Requests.Count);
        if (isEncrypted)
        {
            Assert.Equal("admin:s3cret", await http.GetStringAsync("/"));
            Assert.Equal(3, server.Requests.Count);
        }
    }

    private static HttpClient Client(Loan loan, HttpTestServer server, int connections = 2, bool isEndless = false) =>
        loan.Lender.CreateHttpClient(new HttpOptions
        {
            BaseAddress = server.Address,
            Credentials = User,
            Trust = CertificateTrust.Any,
            MaxConnections = connections,
            Endless = isEndless,
        });
}
