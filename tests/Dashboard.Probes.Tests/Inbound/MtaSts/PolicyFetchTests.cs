using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CsCheck;
using Dashboard.Core.Inbound.MtaSts;
using Dashboard.Core.Tls;
using Microsoft.Extensions.Time.Testing;
using static Dashboard.Probes.Tests.Inbound.MtaSts.FetchUnderTest;

namespace Dashboard.Probes.Tests.Inbound.MtaSts;

/// <summary>RFC 8461 section 3.3, and what strangers can make of it.</summary>
public sealed class PolicyFetchTests
{
    private const string Policy =
        "version: STSv1\r\nmode: enforce\r\nmx: mx.example.nl\r\nmax_age: 604800\r\n";

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Policy_is_fetched_with_all_that_was_seen()
    {
        await using var server = new PolicyServer(PolicyServer.Ok(Policy));
        var seen = await FetchAsync(server);

        seen.ShouldSatisfyAllConditions(
            () => seen.Fault.ShouldBeNull(seen.Detail),
            () => seen.HttpStatus.ShouldBe(200),
            () => seen.MediaType.ShouldBe("text/plain"),
            () => seen.Length.ShouldBe(Policy.Length),
            () => seen.Body.ShouldBe(Policy.ReplaceLineEndings("\n")),
            () => seen.Policy!.Mode.ShouldBe(StsMode.Enforce),
            () => seen.Policy!.Problems.ShouldBeEmpty(),
            () => seen.TlsVersion.ShouldBeOneOf(TlsProtocolVersion.Tls12, TlsProtocolVersion.Tls13),
            () => seen.Certificate!.Trusted.ShouldBeTrue(),
            () => seen.Chain.ShouldHaveSingleItem().ShouldBe(seen.Certificate!.Leaf),
            () => seen.Address.ShouldBe(IPAddress.Loopback)
        );
        server.Connections.ShouldBe(1);
        var request = server.Requests.ShouldHaveSingleItem();
        request.ShouldStartWith("GET /.well-known/mta-sts.txt HTTP/1.1\r\n");
        request.ShouldContain($"\r\nHost: {PolicyPki.Host}\r\n");
        request.ShouldContain("\r\nAccept-Encoding: identity\r\n");
        request.ShouldNotContain("Cookie");
    }

    [Theory]
    [InlineData(301)]
    [InlineData(307)]
    [InlineData(404)]
    [InlineData(500)]
    public async Task Status_is_a_fact_and_no_redirect_is_followed(int status)
    {
        using var elsewhere = new SilentListener();
        await using var server = new PolicyServer(
            $"HTTP/1.1 {status} X\r\nLocation: http://127.0.0.1:{elsewhere.Port}/\r\nContent-Length: 3\r\n\r\nabc"
        );
        var seen = await FetchAsync(server);

        seen.HttpStatus.ShouldBe(status);
        seen.Fault.ShouldBeNull();
        seen.Policy.ShouldBeNull();
        seen.Body.ShouldBeNull();
        server.Connections.ShouldBe(1);
        elsewhere.WasVisited.ShouldBeFalse();
    }

    [Theory]
    [InlineData(65_536, null)]
    [InlineData(65_537, StsFetchFault.TooLarge)]
    [InlineData(1_000_000, StsFetchFault.TooLarge)]
    public async Task Body_is_read_up_to_its_limit(int octets, StsFetchFault? fault)
    {
        var body = Policy + new string('#', octets - Policy.Length);
        await using var server = new PolicyServer(PolicyServer.Ok(body));

        (await FetchAsync(server)).Fault.ShouldBe(fault);
    }

    [Fact]
    public async Task Chunks_that_never_end_are_too_large()
    {
        await using var server = Endless(
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n",
            "400\r\n" + new string('x', 1024) + "\r\n"
        );
        (await FetchAsync(server)).Fault.ShouldBe(StsFetchFault.TooLarge);
    }

    [Fact]
    public async Task Framing_of_one_octet_a_chunk_is_bounded_too()
    {
        await using var server = Endless(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "1;" + new string('e', 200) + "\r\nx\r\n"
        );
        (await FetchAsync(server)).Fault.ShouldBe(StsFetchFault.TooLarge);
    }

    [Fact]
    public async Task Header_fields_that_never_end_are_too_large()
    {
        await using var server = Endless(
            "HTTP/1.1 200 OK\r\n",
            "X-Bomb: " + new string('x', 500) + "\r\n"
        );
        (await FetchAsync(server)).Fault.ShouldBe(StsFetchFault.TooLarge);
    }

    [Fact]
    public async Task Header_line_that_never_ends_is_too_large()
    {
        await using var server = Endless("HTTP/1.1 200 OK\r\nX-Bomb: ", new string('x', 500));
        (await FetchAsync(server)).Fault.ShouldBe(StsFetchFault.TooLarge);
    }

    [Fact]
    public async Task Interim_answers_that_never_end_are_too_large()
    {
        await using var server = Endless("", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
        (await FetchAsync(server)).Fault.ShouldBe(StsFetchFault.TooLarge);
    }

    [Theory]
    [InlineData("HTTP/0.9", "version: STSv1\r\nmode: none\r\nmax_age: 1\r\n")]
    [InlineData("garbage", "\0\u0001\u0002\r\n\r\n")]
    [InlineData("another protocol", "220 mx ESMTP\r\n")]
    public async Task What_is_no_http_is_called_so(string what, string answer)
    {
        await using var server = new PolicyServer(answer);
        (await FetchAsync(server)).Fault.ShouldBe(StsFetchFault.NotHttp, what);
    }

    [Fact]
    public async Task Body_that_ends_too_soon_is_a_lost_connection()
    {
        await using var server = new PolicyServer(
            "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nversion: STSv1"
        );
        (await FetchAsync(server)).Fault.ShouldBe(StsFetchFault.ConnectionLost);
    }

    [Fact]
    public async Task Compressed_data_that_nobody_asked_for_is_no_policy()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[1_000_000], TestContext.Current.CancellationToken);
        }
        var body = packed.ToArray();
        await using var server = new PolicyServer(
            async (stream, cancellation) =>
            {
                await stream.WriteAsync(
                    Encoding.ASCII.GetBytes(
                        $"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: {body.Length}\r\n\r\n"
                    ),
                    cancellation
                );
                await stream.WriteAsync(body, cancellation);
            }
        );
        var seen = await FetchAsync(server);

        seen.Length.ShouldBe(body.Length);
        seen.ContentCoding.ShouldBe("gzip");
        seen.Policy!.Problems.ShouldBe([StsPolicyProblem.Encoded]);
    }

    [Fact]
    public async Task Silence_after_TLS_is_too_slow()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = new PolicyServer(
            (_, cancellation) =>
            {
                clock.Advance(Short);
                return Task.Delay(Timeout.Infinite, cancellation);
            }
        );
        (await FetchAsync(server, Short, clock)).Fault.ShouldBe(StsFetchFault.TooSlow);
    }

    [Fact]
    public async Task Body_that_drips_is_too_slow()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var server = new PolicyServer(
            (stream, cancellation) =>
                PolicyServer.DripAsync(
                    stream,
                    clock,
                    Short,
                    100,
                    TimeSpan.FromMilliseconds(20),
                    cancellation
                )
        );
        var seen = await FetchAsync(server, Short, clock);

        seen.Fault.ShouldBe(StsFetchFault.TooSlow);
        seen.HttpStatus.ShouldBe(200);
    }

    [Theory]
    [InlineData("before the answer", "")]
    [InlineData("in the body", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nx")]
    public async Task Fetch_that_our_own_test_ends_is_a_limit_of_ours(string when, string opened)
    {
        using var enough = new CancellationTokenSource();
        await using var server = new PolicyServer(
            async (stream, cancellation) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(opened), cancellation);
                await enough.CancelAsync();
                await Task.Delay(Timeout.Infinite, cancellation);
            }
        );

        var seen = await FetchAsync(server.Port, ["127.0.0.1"], stop: enough.Token);

        seen.Fault.ShouldBe(StsFetchFault.OwnLimit, when);
        seen.Policy.ShouldBeNull();
    }

    [Fact]
    public async Task Silence_before_TLS_is_a_connection_that_does_not_come_about()
    {
        using var silent = new SilentListener();
        var seen = await FetchAsync(silent.Port, ["127.0.0.1"], connectTimeout: Short);

        seen.Fault.ShouldBe(StsFetchFault.ConnectTimeout);
    }

    [Fact]
    public async Task Closed_port_is_refused()
    {
        int port;
        using (var closed = new SilentListener())
        {
            port = closed.Port;
        }
        (await FetchAsync(port, ["127.0.0.1"])).Fault.ShouldBe(StsFetchFault.ConnectionRefused);
    }

    [Fact]
    public async Task Next_address_is_tried_where_one_is_refused()
    {
        await using var server = new PolicyServer(PolicyServer.Ok(Policy));
        var seen = await FetchAsync(server.Port, ["127.99.0.1", "127.0.0.1"]);

        seen.Address.ShouldBe(IPAddress.Loopback);
        seen.Policy.ShouldNotBeNull();
    }

    public static TheoryData<string> Certificates =>
        [
            "self-signed",
            "stranger",
            "other name",
            "common name alone",
            "expired",
            "no intermediate",
        ];

    [Theory]
    [MemberData(nameof(Certificates))]
    public async Task Certificate_that_does_not_hold_is_refused_and_nothing_asked(string what)
    {
        using var issuer = new SilentListener();
        var address = $"http://127.0.0.1:{issuer.Port}/ca.crt";
        var certificate = what switch
        {
            "self-signed" => PolicyPki.SelfSigned(),
            "stranger" => PolicyPki.Leaf(issuer: PolicyPki.Stranger, issuerAddress: address),
            "other name" => PolicyPki.Leaf("www.example.nl"),
            "common name alone" => PolicyPki.Leaf(dnsName: null, commonName: PolicyPki.Host),
            "expired" => PolicyPki.Leaf(until: DateTimeOffset.UtcNow.AddDays(-1)),
            _ => PolicyPki.Leaf(issuer: PolicyPki.Intermediate, issuerAddress: address),
        };
        await using var server = new PolicyServer(PolicyServer.Ok(Policy), certificate);
        var seen = await FetchAsync(server);

        seen.ShouldSatisfyAllConditions(
            () => seen.Fault.ShouldBe(StsFetchFault.CertificateInvalid),
            () => seen.Policy.ShouldBeNull(),
            () => seen.Certificate.ShouldNotBeNull(),
            () => seen.Certificate!.Expired.ShouldBe(what == "expired"),
            () =>
                seen.Certificate!.Trusted.ShouldBe(
                    what is "other name" or "common name alone" or "expired"
                ),
            () => server.Requests.ShouldBeEmpty(),
            () => issuer.WasVisited.ShouldBeFalse()
        );
    }

    [Theory]
    [InlineData("*.example.nl")]
    [InlineData("MTA-STS.Example.NL")]
    public async Task Certificate_may_have_a_wildcard_for_the_first_label(string name)
    {
        await using var server = new PolicyServer(PolicyServer.Ok(Policy), PolicyPki.Leaf(name));
        (await FetchAsync(server)).Policy.ShouldNotBeNull();
    }

    [Fact]
    public async Task Chain_with_its_intermediate_holds()
    {
        await using var server = new PolicyServer(
            (stream, cancellation) =>
                stream
                    .WriteAsync(Encoding.UTF8.GetBytes(PolicyServer.Ok(Policy)), cancellation)
                    .AsTask(),
            PolicyPki.Leaf(issuer: PolicyPki.Intermediate),
            PolicyPki.Intermediate
        );
        var seen = await FetchAsync(server);

        seen.Policy.ShouldNotBeNull(seen.Detail);
        seen.Chain.Count.ShouldBe(2);
    }

    public static TheoryData<string> Reserved =>
        [
            "127.0.0.1",
            "10.0.0.1",
            "100.64.0.1",
            "169.254.169.254",
            "192.168.1.1",
            "0.0.0.0",
            "::1",
            "::ffff:127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::1",
            "2001:0:7f00:1::1",
            "fd00::1",
            "fe80::1",
        ];

    [Theory]
    [MemberData(nameof(Reserved))]
    public async Task Reserved_address_is_never_connected_to(string address)
    {
        using var inside = new SilentListener();
        var seen = await FetchAsync(inside.Port, [address], allowReserved: false);

        seen.Fault.ShouldBe(StsFetchFault.HostReserved);
        seen.ReservedAddresses.ShouldBe([IPAddress.Parse(address)]);
        inside.WasVisited.ShouldBeFalse();
    }

    [Fact]
    public async Task No_address_is_a_host_that_is_missing() =>
        (await FetchAsync(443, [])).Fault.ShouldBe(StsFetchFault.HostMissing);

    [Fact]
    public async Task Any_answer_is_survived()
    {
        var answer = Array.Empty<byte>();
        await using var server = new PolicyServer(
            (stream, cancellation) => stream.WriteAsync(answer, cancellation).AsTask()
        );
        string[] beginnings =
        [
            "",
            "HTTP/1.1 200 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 20\r\nContent-Type: ",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200\r\n\r\n",
            "HTTP/1.1 200 OK\r\n",
        ];
        var random = Gen.Select(Gen.Int[0, beginnings.Length - 1], Gen.Byte.Array[0, 400]);
        // One after the other: the server answers with what was drawn last.
        foreach (var (beginning, rest) in random.Array[60].Single())
        {
            answer = [.. Encoding.ASCII.GetBytes(beginnings[beginning]), .. rest];
            var seen = await FetchAsync(server, TimeSpan.FromSeconds(20));
            (seen.Fault is not null || seen.HttpStatus is not null).ShouldBeTrue();
            (seen.Policy is null || seen.HttpStatus == 200).ShouldBeTrue();
        }
    }

    private static PolicyServer Endless(string beginning, string again) =>
        new(
            async (stream, cancellation) =>
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(beginning), cancellation);
                var more = Encoding.ASCII.GetBytes(again);
                while (true)
                {
                    await stream.WriteAsync(more, cancellation);
                }
            }
        );

    /// <summary>Listens, and says nothing to whom comes.</summary>
    private sealed class SilentListener : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);

        public SilentListener() => listener.Start();

        public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

        public bool WasVisited => listener.Pending();

        public void Dispose() => listener.Dispose();
    }
}
