using System.Globalization;
using System.Net;
using Dashboard.Lab.Certificates;
using Dashboard.Lab.Https;
using Dashboard.Lab.Processes;

namespace Dashboard.Lab.Smtp;

/// <summary>
/// A real Postfix that takes mail for a domain of mailboxes, as the relay of an operator and the mail server of a recipient at once.
/// What it delivers lies in folders (Maildir), one a mailbox. The machine's own Postfix is neither read nor touched.
/// </summary>
/// <remarks>
/// Mailboxes are <see cref="Mailboxes"/>. Others are rejected (550 5.1.1); <c>deferred</c> is deferred (450), <c>refused</c> is refused
/// for a reason that is not the mailbox's (554 5.7.1). <c>bounce</c> was removed (550 5.1.1); a relay that has another behind it takes
/// it, learns that there, and sends a report (RFC 3464). <c>closing</c> is answered with 421 and
/// the end of the connection, <c>closing-late</c> likewise once the content has gone.
/// </remarks>
public sealed class PostfixRelay : IAsyncDisposable
{
    /// <summary>Every mailbox is below it.</summary>
    public const string Domain = "postbus.example";

    /// <summary>The name that its certificate is for; every machine has it.</summary>
    public const string CertificateName = "localhost";

    public static IReadOnlyList<string> Mailboxes { get; } =
    ["ann", "bob", "eva", "jan", "kim", "deferred", "refused", "bounce", "closing", "closing-late"];

    private const string MakeQueue = """
        set -eu
        cd "$1"
        chmod a+x . ..
        chmod 0600 *.pem
        rm -rf spool data mail
        mkdir -m 0700 data mail
        chown postfix data
        chown nobody mail
        mkdir -m 0755 spool
        cd spool
        mkdir pid
        for queue in active bounce corrupt defer deferred flush hold incoming private saved trace; do
          mkdir -m 0700 $queue
          chown postfix $queue
        done
        mkdir -m 0730 maildrop
        mkdir -m 0710 public
        chown postfix:postdrop maildrop public
        """;

    private readonly string folder;
    private readonly ServerProcess process;

    private PostfixRelay(string folder, ServerProcess process, int port)
    {
        this.folder = folder;
        this.process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>The authority of its certificate, as a PEM file.</summary>
    public string TrustedRoots => Path.Combine(folder, "root.crt");

    /// <summary>Why it cannot be started here; null where it can.</summary>
    public static string? Missing() => PostfixServer.Missing();

    /// <param name="atPort">Null for one that is free.</param>
    /// <param name="bounces">Where mail to <paramref name="returnDomain"/> goes: <c>address:port</c>.</param>
    /// <param name="next">The port of a relay on this machine that has the mailbox <c>bounce</c>; null where it is here.</param>
    public static async Task<PostfixRelay> StartAsync(
        CancellationToken cancellation,
        int? atPort = null,
        string returnDomain = "return.dashboard.example",
        IPEndPoint? bounces = null,
        int? next = null
    )
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-relay-").FullName;
        var port = atPort ?? ServerProcess.FreePort();
        var certificates = new CertificateStore(Path.Combine(folder, "certificates"));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "server.pem"),
            ServerPem.Of(LabAuthority.Server(certificates, CertificateName)),
            cancellation
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "root.crt"),
            LabAuthority.Pem(certificates),
            cancellation
        );
        await WriteAsync(
            folder,
            "main.cf",
            MainCf(folder, port, returnDomain, bounces, next),
            cancellation
        );
        await WriteAsync(folder, "master.cf", MasterCf(port), cancellation);
        await ProgramRun.OutputAsync(
            InstalledProgram.Find("sh"),
            folder,
            ["-c", MakeQueue, "sh", folder],
            cancellation
        );
        var process = ServerProcess.Start(
            new InstalledProgram(PostfixFiles.Master, null),
            Path.Combine(folder, "master.log"),
            "-c",
            folder,
            "-d"
        );
        try
        {
            await process.UntilAsync(
                () => Greeting.ComesAsync(new IPEndPoint(IPAddress.Loopback, port), cancellation),
                cancellation
            );
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
        return new PostfixRelay(folder, process, port);
    }

    /// <summary>What lies in a mailbox, whole messages, oldest first.</summary>
    /// <param name="mailbox">With an extension, as in <c>ann+one</c>, what came to that alone.</param>
    public IReadOnlyList<string> Messages(string mailbox)
    {
        ArgumentNullException.ThrowIfNull(mailbox);
        var box = Path.Combine(folder, "mail", mailbox.Split('+')[0], "new");
        return Directory.Exists(box)
            ?
            [
                .. new DirectoryInfo(box)
                    .GetFiles()
                    .OrderBy(file => file.LastWriteTimeUtc)
                    .Select(file => File.ReadAllText(file.FullName))
                    .Where(text =>
                        text.Contains($"\nTo: {mailbox}@{Domain}", StringComparison.Ordinal)
                    ),
            ]
            : [];
    }

    /// <summary>Its log, for a test that fails.</summary>
    public string Log() =>
        File.Exists(Path.Combine(folder, "maillog"))
            ? File.ReadAllText(Path.Combine(folder, "maillog"))
            : string.Empty;

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string MainCf(
        string folder,
        int port,
        string returnDomain,
        IPEndPoint? bounces,
        int? next
    ) =>
        $$"""
            compatibility_level = 3.6
            queue_directory = {{folder}}/spool
            data_directory = {{folder}}/data
            maillog_file = {{folder}}/maillog
            maillog_file_prefixes = {{folder}}
            myhostname = relay-{{port}}.{{Domain}}
            myorigin = relay-{{port}}.{{Domain}}
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            mynetworks = 127.0.0.0/8
            mydestination =
            alias_maps =
            local_recipient_maps =
            smtp_dns_support_level = disabled
            smtp_host_lookup = native
            smtpd_tls_security_level = may
            smtpd_tls_chain_files = {{folder}}/server.pem
            smtpd_tls_received_header = yes
            smtpd_peername_lookup = no
            smtpd_client_connection_count_limit = 0
            smtpd_error_sleep_time = 0
            smtpd_relay_restrictions = permit_mynetworks, reject
            smtpd_recipient_restrictions = check_recipient_access inline:{ {deferred@{{Domain}} = 450 4.2.1 The mailbox is full today} {refused@{{Domain}} = 554 5.7.1 Not by us} {closing@{{Domain}} = 421 4.3.2 Closing} }, reject_unlisted_recipient, permit
            smtpd_end_of_data_restrictions = check_recipient_access inline:{ {closing-late@{{Domain}} = 421 4.3.2 Closing} }
            virtual_mailbox_domains = {{Domain}}
            virtual_mailbox_base = {{folder}}/mail
            virtual_mailbox_maps = texthash:{{folder}}/mailboxes
            recipient_delimiter = +
            virtual_minimum_uid = 1
            virtual_uid_maps = static:65534
            virtual_gid_maps = static:65534
            transport_maps = inline:{ {bounce@{{Domain}} = {{(
                next is null ? "error:5.1.1 The mailbox was removed" : $"smtp:[127.0.0.1]:{next}"
            )}}} {{(
                bounces is null ? string.Empty : $"{{{returnDomain} = smtp:[{bounces.Address}]:{bounces.Port}}}"
            )}} }
            smtp_tls_security_level = none
            minimal_backoff_time = 2s
            maximal_backoff_time = 2s

            """;

    private static string MasterCf(int port) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            127.0.0.1:{port} inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            smtp unix - - n - - smtp
            relay unix - - n - - smtp
            showq unix n - n - - showq
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            virtual unix - n n - - virtual
            scache unix - - n - 1 scache
            anvil unix - - n - 1 anvil
            postlog unix-dgram n - n - 1 postlogd

            """
        );

    private static async Task WriteAsync(
        string folder,
        string name,
        string text,
        CancellationToken cancellation
    )
    {
        await File.WriteAllTextAsync(Path.Combine(folder, name), text, cancellation);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "mailboxes"),
            string.Concat(Mailboxes.Select(box => $"{box}@{Domain} {box}/\n")),
            cancellation
        );
    }
}
