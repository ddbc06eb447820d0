'use strict';

import('./main/cli.js');
