using Dashboard.Web.Platform;

namespace Dashboard.Web.Tests.Platform;

public sealed class ScratchFolderTests
{
    [Fact]
    public void Folder_goes_when_its_work_ends()
    {
        var scratch = ScratchFolder.Create("test");
        File.WriteAllText(Path.Combine(scratch.Place.FullName, "part"), "x");

        scratch.Dispose();

        Directory.Exists(scratch.Place.FullName).ShouldBeFalse();
    }

    [Fact]
    public void File_goes_when_it_is_closed()
    {
        var file = ScratchFolder.CreateFile();
        file.Dispose();

        File.Exists(file.Name).ShouldBeFalse();
    }

    [Fact]
    public void Abandoned_files_and_folders_go_and_those_in_use_stay()
    {
        using var folder = ScratchFolder.Create("test");
        using var file = ScratchFolder.CreateFile();
        // As a process leaves them that was killed.
        var left = Directory.CreateTempSubdirectory("dashboard-scratch-left-");
        File.WriteAllText(Path.Combine(left.FullName, ".lock"), "");
        File.WriteAllText(Path.Combine(left.FullName, "part"), "x");
        var leftFile = Path.Combine(
            Path.GetTempPath(),
            "dashboard-scratch-" + Path.GetRandomFileName()
        );
        File.WriteAllText(leftFile, "x");
        var leftWithoutLock = Directory.CreateTempSubdirectory("dashboard-scratch-left-");
        leftWithoutLock.LastWriteTimeUtc = DateTime.UtcNow.AddDays(-1);
        var beginning = Directory.CreateTempSubdirectory("dashboard-scratch-left-");
        var other = Directory.CreateTempSubdirectory("dashboard-other-");

        ScratchFolder.RemoveAbandoned();

        Directory.Exists(folder.Place.FullName).ShouldBeTrue("in use");
        File.Exists(file.Name).ShouldBeTrue("in use");
        Directory.Exists(left.FullName).ShouldBeFalse("left");
        File.Exists(leftFile).ShouldBeFalse("left");
        Directory.Exists(leftWithoutLock.FullName).ShouldBeFalse("left before it was locked");
        Directory.Exists(beginning.FullName).ShouldBeTrue("about to be locked");
        Directory.Exists(other.FullName).ShouldBeTrue("not one of these");
        beginning.Delete();
        other.Delete();
    }
}
