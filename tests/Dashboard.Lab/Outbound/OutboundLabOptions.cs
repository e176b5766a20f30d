using System.Text.Json;

namespace Dashboard.Lab.Outbound;

/// <summary>What a sending lab is made of.</summary>
public sealed record OutboundLabOptions
{
    /// <summary>Its logs and its control socket, seen from inside and outside.</summary>
    public required string Folder { get; init; }

    /// <summary>What <c>./run probe-zone</c> prints: the NS, glue and DS lines that the parent zone must carry.</summary>
    public required string Delegation { get; init; }

    public IReadOnlyList<LabPart> Parts { get; init; } = [];

    /// <summary>By name; all there are where it is empty.</summary>
    public IReadOnlyList<string> Senders { get; init; } = [];

    /// <summary>Where Exim was unpacked (<c>usr/sbin/exim4</c> below it), for machines that have another mail server installed.</summary>
    public string? EximFolder { get; init; }

    public static string Repository => LabFolders.Repository;

    /// <summary>Where the scripts unpack Exim; null where they have not.</summary>
    public static string? UnpackedExim =>
        Path.Combine(LabFolders.Repository, ".local", "packages", "exim4") is var folder
        && Directory.Exists(folder)
            ? folder
            : null;

    public string ControlSocket => Path.Combine(Folder, "control");

    public string File => Path.Combine(Folder, "sending.json");

    public static OutboundLabOptions Read(string file) =>
        JsonSerializer.Deserialize<OutboundLabOptions>(System.IO.File.ReadAllText(file))
        ?? throw new FormatException($"{file} holds no settings.");

    public async Task WriteAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Folder);
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            // The password of the database may be in it.
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        await using var file = new FileStream(File, create);
        await JsonSerializer.SerializeAsync(file, this, cancellationToken: cancellation);
    }
}
