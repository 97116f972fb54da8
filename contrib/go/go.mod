module smimelint

go 1.21
