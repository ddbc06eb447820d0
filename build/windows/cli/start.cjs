'use strict';

void import('./main/cli.js');
