using Dashboard.Lab;
using Dashboard.Lab.Sending;

if (args is [SendingLabProgram.Outside, var file])
{
    return await SendingLabProgram.RunOutsideAsync(file);
}
if (args is [SendingLabProgram.Inside, var inside])
{
    return await SendingLabProgram.RunInsideAsync(inside);
}
return await LabProgram.RunAsync(args);
