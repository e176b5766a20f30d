using System.Security.Cryptography;

namespace Dashboard.Probes.Outbound.Receiver.Certificates;

/// <summary>A private key that stays the same from start to start, and for every process that shares the folder.</summary>
internal static class KeyFile
{
    // RSA: every sender that speaks TLS takes it, old ones without elliptic curves included.
    private const int KeyBits = 2048;

    public static RSA LoadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            using var made = RSA.Create(KeyBits);
            PutFirst(path, made.ExportPkcs8PrivateKeyPem(), secret: true);
        }
        var key = RSA.Create();
        key.ImportFromPem(File.ReadAllText(path));
        return key;
    }

    /// <summary>Writes a file unless another process has done so first: the later one reads what is there.</summary>
    public static void PutFirst(string path, string content, bool secret)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = secret
                ? UnixFileMode.UserRead | UnixFileMode.UserWrite
                : UnixFileMode.UserRead
                    | UnixFileMode.UserWrite
                    | UnixFileMode.GroupRead
                    | UnixFileMode.OtherRead;
        }
        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(content);
        }
        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
